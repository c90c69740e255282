import { smallContent } from './content.testing.ts';
import type { ReportContent } from './content.ts';
import { renderReport } from './render-report.ts';
import { soundOf } from './sound.ts';

jest.setTimeout(60_000); // esbuild, a worker or a browser has to start, perhaps on a busy machine

const hostile = `</script><script>alert(1)</script>"'><img src=x onerror=alert(2)>\u2028`;

test('the same content gives the same page', async () => {
  expect(await renderReport(smallContent)).toBe(await renderReport(smallContent));
});

test('hostile strings stay text', async () => {
  const page = await renderReport({
    title: hostile,
    summary: hostile,
    facts: [{ name: hostile, value: hostile, code: true }],
    figures: [{ key: 'x', name: hostile, value: 1, better: 'larger', sentence: hostile }],
    notes: [hostile],
    learning: [{ name: hostile, quantity: hostile, steps: [1], values: [1] }],
    items: [0, 1].map(() => ({
      label: hostile,
      name: hostile,
      picture: { dataUrl: 'https://example.org/spy.png' },
      sound: { dataUrl: 'https://example.org/spy.wav' },
    })),
    map: { items: [0, 1], x: [0, 1], y: [0, 1] },
    mistakes: { falseMatches: [{ a: 0, b: 1, score: 1 }], falseNonMatches: [] },
    episodes: {
      ways: 2,
      trials: 1,
      right: 0,
      first: [{ query: 0, candidates: [0, 1], answer: 0, chosen: 1 }],
      wrong: [],
    },
    next: [{ command: hostile, what: hostile }],
  });
  expect(page.match(/<script/g)).toHaveLength(2); // the data and the page's own
  const [text, data] = page.split(/<script[^>]*>/);
  expect(text).not.toContain('<img');
  expect(text).toContain('&lt;img src=x onerror=alert(2)&gt;');
  expect(/spy\.(png|wav)/.test(page)).toBe(false); // a picture or sound that would be fetched is none
  const json = data!.slice(0, data!.indexOf('</script>'));
  expect(JSON.parse(json)).toMatchObject({ map: { labels: [hostile] } }); // it ends where it should
  expect(json).not.toContain('\u2028');
});

test('nothing is fetched: every reference is a data URL', async () => {
  const page = await renderReport(smallContent);
  const references = [...page.matchAll(/(?:\s(?:src|href|srcset|action)=|url\()["']?([^"')\s>]*)/g)].map(
    ([, url]) => url!,
  );
  expect(references.length).toBeGreaterThan(3);
  // What the script writes into tooltips begins with a template's placeholder.
  expect(references.filter((url) => !url.startsWith('data:') && !url.startsWith('${'))).toEqual([]);
  expect(page.includes('content="default-src &#39;none&#39;; img-src data:;')).toBe(true);
  expect(/@import|\bimport\s*\(/.test(page)).toBe(false);
});

test('two that are set side by side can be heard', async () => {
  const sound = soundOf(Uint8Array.of(1, 2, 3));
  const items = (smallContent.items ?? []).map((item) => ({ ...item, sound }));
  const page = await renderReport({ ...smallContent, items });
  expect(page).toContain(
    '<audio controls preload="metadata" src="data:audio/wav;base64,AQID" aria-label="item 0"></audio>',
  );
  expect((await renderReport(smallContent)).includes('<audio')).toBe(false);
});

test('numbers that are not finite, and rows that are not there, leave no trace', async () => {
  const bad = { steps: [0, 1, NaN], values: [NaN, Infinity, 1] };
  const content: ReportContent = {
    ...smallContent,
    figures: [
      { key: 'eer', name: 'EER', value: NaN, low: NaN, high: NaN, baseline: NaN, better: 'smaller', sentence: '' },
    ],
    learning: [{ name: 'training', ...bad }],
    scores: { quantity: 'distance', edges: [0, 1, 2], same: [0, 0], different: [NaN, 1], threshold: NaN },
    errors: {
      falseMatch: [NaN, 0.5],
      falseNonMatch: [0.5, 0.5],
      eer: NaN,
      operating: { falseMatch: NaN, falseNonMatch: 0 },
    },
    map: { items: [0, 1, 99], x: [NaN, 1, 2], y: [0, 1, 2] },
    mistakes: {
      falseMatches: [
        { a: 0, b: 99, score: 0 },
        { a: 0, b: 1, score: NaN },
      ],
      falseNonMatches: [],
    },
  };
  const page = await renderReport(content);
  const data = /id="data">(.*?)<\/script>/s.exec(page)![1]!;
  expect(data).not.toContain('null');
  expect(page.slice(0, page.indexOf('id="data"'))).not.toMatch(/NaN|undefined|Infinity/);
  expect(page).toContain('not measured');
  expect(JSON.parse(data)).toMatchObject({ learning: [], map: { points: [[1, 1, 0, 'item 1', expect.anything()]] } });
});

test('closed sets are not called unseen classes, and a baseline has the name it is given', async () => {
  const words = async (content: ReportContent) =>
    (await renderReport(content)).replaceAll(/<(script|style)>.*?<\/\1>/gs, '');
  expect(await words(smallContent)).toMatch(/>Raw pixels<.*thing of a class that was not in the training/s);
  const closed = await words({ ...smallContent, unseenClasses: false, baselineName: 'mean words' });
  expect(closed).toContain('one thing that was not in the training');
  expect(closed).toContain('>Mean words<');
  expect(closed).not.toMatch(/raw pixels|other classes/i);
});

test('a page of nothing but a title', async () => {
  const page = await renderReport({ title: 'bare', facts: [], figures: [] });
  expect(page).toContain('<h1>bare</h1>');
  expect(page).not.toContain('<section');
});

test('10,000 large pictures and as many sounds as there are mistakes stay under 5 MB, and it says how many are missing', async () => {
  const picture = { dataUrl: `data:image/png;base64,${'A'.repeat(8000)}` };
  const sound = { dataUrl: `data:audio/wav;base64,${'A'.repeat(43_000)}` };
  const items = Array.from({ length: 10_000 }, (_, i) => ({
    label: `class ${i % 100}`,
    name: `a/folder/with/a/long/name/${i}.jpg`,
    picture,
    sound,
  }));
  const places = Array.from({ length: 10_000 }, (_, i) => i);
  const mistakes = Array.from({ length: 48 }, (_, i) => ({ a: 2 * i, b: 2 * i + 1, score: -0.5 - i / 100 }));
  const episode = { query: 0, candidates: Array.from({ length: 20 }, (_, i) => i), answer: 0, chosen: 1 };
  const page = await renderReport({
    ...smallContent,
    items,
    map: { items: places, x: places.map((place) => place / 7), y: places.map((place) => place / 13) },
    mistakes: { falseMatches: mistakes, falseNonMatches: mistakes.map((pair) => ({ ...pair, score: pair.score - 2 })) },
    episodes: { ways: 20, trials: 4000, right: 3000, first: Array(6).fill(episode), wrong: Array(6).fill(episode) },
  });
  expect(Buffer.byteLength(page)).toBeLessThan(5e6);
  expect(page).toMatch(/\d{4} points show no picture/);
  expect(page.match(/<audio/g)!.length).toBeGreaterThan(10); // those that are seen first are heard
});
