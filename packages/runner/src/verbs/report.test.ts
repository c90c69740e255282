import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { report } from './report.ts';

jest.setTimeout(60_000); // esbuild has to start, perhaps on a busy machine

let place = '';
const before = process.env['INIT_CWD'];
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-report-'));
  process.env['INIT_CWD'] = place;
});
afterEach(() => {
  rmSync(place, { recursive: true });
  if (before === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = before;
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), text);
}

const rows = (...losses: readonly number[]): string =>
  losses
    .map((loss, i) => `${JSON.stringify({ step: i + 1, epoch: 1, loss, spread: 0.5, extra: loss / 2 })}\n`)
    .join('');

type Figures = Record<string, { value: number; low?: number; high?: number; baseline?: number }>;

function result(name: string, figures: Figures, n = 100): string {
  const full = Object.entries(figures).map(([key, figure]) => [
    key,
    { n, perSeed: [figure.value], protocol: 'all pairs', ...figure },
  ]);
  return JSON.stringify({
    schema: 1,
    name,
    command: `npm start -- --preset ${name}`,
    seeds: [1],
    steps: 2,
    backend: 'onnx',
    versions: {},
    seconds: 4,
    figures: Object.fromEntries(full),
  });
}

/** What the page says of these runs: its words, and the data of its curves. */
async function page(...runs: readonly string[]): Promise<{ words: string; learning: Learning }> {
  const printed = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await report({ baselineName: 'raw pixels' }, runs, { out: 'pages' });
    expect(printed).toHaveBeenCalledWith(`page       ${join('pages', 'runs.html')}\n`);
  } finally {
    printed.mockRestore();
  }
  const text = readFileSync(join(place, 'pages', 'runs.html'), 'utf8');
  const words = text
    .replaceAll(/<(script|style)[^>]*>.*?<\/\1>/gs, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ');
  const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(text)![1]!) as { learning: Learning };
  return { words, learning: data.learning };
}

type Learning = { quantity: string; curves: { name: string; points: number[][] }[] }[];

it('sets figures side by side, marks the best, and draws the curves of all seeds', async () => {
  write('runs/a/result.json', result('best', { eer: { value: 0.03, low: 0.02, high: 0.04, baseline: 0.3 } }));
  write('runs/a/seed-1/metrics.jsonl', rows(2, 1));
  write('runs/a/seed-2/metrics.jsonl', rows(3, 1));
  write('runs/b/result.json', result('cnn', { eer: { value: 0.05, baseline: 0.3 }, own: { value: 0.5 } }));
  write('runs/b/metrics.jsonl', rows(5, 4));
  const measured = [
    { key: 'own', name: 'My own figure', value: 0.5, n: 1, better: 'larger', protocol: '', sentence: '' },
  ];
  write('runs/b/measured.json', JSON.stringify({ steps: 2, measured }));

  const { words, learning } = await page('runs/a', 'runs/b');
  expect(words).toMatch(
    /Equal error rate lower is better 3\.0 % ★ best 2\.0 to 4\.0 % raw pixels 30\.0 % 5\.0 % raw pixels 30\.0 %/,
  );
  expect(words).toMatch(/My own figure higher is better – 50\.0 %/);
  expect(words).toContain('npm start -- --preset cnn');
  expect(words).not.toContain('not measured alike');
  expect(learning.map(({ quantity }) => quantity)).toEqual([
    'loss',
    'spread of the embeddings (0: one point)',
    'extra',
  ]);
  expect(learning[0]!.curves).toMatchObject([
    { name: 'a', points: [[1, 2], [2, 1]] }, // prettier-ignore
    { name: 'a', points: [[1, 3], [2, 1]] }, // prettier-ignore
    { name: 'b', points: [[1, 5], [2, 4]] }, // prettier-ignore
  ]);
});

it('takes results alone, runs that are not finished, and names that come twice', async () => {
  write('results/best.json', result('best', { eer: { value: 0.03 } }));
  write('old/x/run.json', JSON.stringify({ schema: 1, command: 'npm start -- --steps 9', flags: {} }));
  write('old/x/metrics.jsonl', `${rows(2)}{"step":2,"lo`); // killed while it wrote
  write('new/x/metrics.jsonl', rows(3, 2));
  const { words, learning } = await page('results/best.json', 'old/x', 'new/x');
  expect(words).toContain('3 runs compared');
  expect(words).toMatch(/Not finished, so without figures: x, x \(2\)/);
  expect(words).toContain('npm start -- --steps 9');
  expect(words).not.toContain('★'); // one alone is not the best
  expect(learning[0]!.curves.map(({ name, points }) => [name, points.length])).toEqual([
    ['x', 1],
    ['x (2)', 2],
  ]);
});

it('marks no best where runs were not measured alike, and says so', async () => {
  write('a.json', result('a', { eer: { value: 0.03 } }, 100));
  write('b.json', result('b', { eer: { value: 0.05 } }, 200));
  const { words } = await page('a.json', 'b.json');
  expect(words).toMatch(/not measured alike \(other data, or another protocol\): Equal error rate/);
  expect(words).not.toContain('★');
});

it.each([
  ['gone', undefined, /gone is not there; report takes run folders/],
  ['empty', 'empty/notes.txt', /empty holds no run/],
  ['cut.json', 'cut.json', /cut\.json is not JSON/],
])('%s is an error that says why', async (path, file, says) => {
  if (file !== undefined) write(file, '{"schema":');
  await expect(page(path)).rejects.toThrow(says);
});

it('a file that is no result is an error', async () => {
  write('other.json', '{"schema":1}');
  await expect(page('other.json')).rejects.toThrow(/other\.json is no result of a run/);
});
