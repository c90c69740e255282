import { renderGroups, type GroupsContent } from './render-groups.ts';
import { renderSearch } from './render-search.ts';

jest.setTimeout(60_000); // esbuild has to start, perhaps on a busy machine

const hostile = `</style><script>alert(1)</script>"'><img src=x onerror=alert(2)>`;
const item = (name: string, picture = 'data:image/png;base64,AAAA') => ({
  label: 'label',
  name,
  picture: { dataUrl: picture },
});
const content: GroupsContent = {
  title: 'Groups in folder',
  one: 'picture',
  many: 'pictures',
  how: 'found by density',
  total: 71,
  groups: [
    { size: 60, items: [item('a/b/c.png'), item('b.png')] },
    { size: 2, items: [item('d.png'), item('e.png')] },
  ],
  unsure: [
    { item: item('lost.png'), reason: 'too far', nearest: undefined },
    { item: item('torn.png'), reason: 'ambiguous', nearest: { group: 1, score: 0.51234 } },
  ],
  groupCount: 3,
  unsureCount: 7,
};

/** The page without its style, tags taken out. */
const words = (page: string): string =>
  page
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');

it('shows groups, what is left out, and what is unsure with the reason and the nearest group', async () => {
  const page = await renderGroups(content);
  expect(words(page)).toContain('71 pictures: 3 groups, found by density; 7 unsure.');
  expect(words(page)).toMatch(
    /Group 1 60 pictures b\/c\.png b\.png and 58 more Group 2 2 pictures d\.png e\.png and 1 smaller groups? Unsure 7 pictures/,
  );
  expect(words(page)).toMatch(/lost\.png like no group torn\.png between two groups; nearest 2 \(0\.51\) and 5 more/);
  expect(page.match(/<img/g)).toHaveLength(6);
  expect(page).not.toMatch(/<script/);
  expect(await renderGroups({ ...content, unsure: [], unsureCount: 0 })).not.toContain('Unsure');
});

it('keeps hostile names as text, fetches nothing and stays small', async () => {
  const bad = item(hostile, 'https://example.org/spy.png');
  const large = item('large', `data:image/png;base64,${'A'.repeat(100_000)}`);
  const page = await renderGroups({
    ...content,
    title: hostile,
    groups: [{ size: 101, items: [bad, ...Array.from({ length: 100 }, () => large)] }],
  });
  expect(page).not.toMatch(/<script|<img src=x|spy\.png/);
  expect(page.length).toBeLessThan(5e6);
  expect(words(page)).toMatch(/\d+ are shown by name, or the page would be too large/);
  const found = await renderSearch({ title: hostile, queries: [bad], hits: [[{ item: bad, score: 1 }]], threshold: 0 });
  expect(found).not.toMatch(/<script|<img/);
});

it('shows each query before what was found, with what the score means', async () => {
  const hits = [
    [
      { item: item('near.png'), score: 0.9 },
      { item: item('far.png'), score: 0.1 },
    ],
    [],
  ];
  const search = { title: 'Found', queries: [item('q.png'), item('r.png')], hits, threshold: 0.5 };
  const page = words(await renderSearch(search));
  expect(page).toMatch(
    /q\.png q\.png looked for near\.png 0\.9, same far\.png 0\.1, not the same r\.png r\.png looked for/,
  );
  expect(words(await renderSearch({ ...search, threshold: undefined }))).toMatch(/near\.png 0\.9 far\.png/);
});
