import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNpy } from '@siamese/core/node';
import { drawPeople } from './people.testing.ts';

const main = join(__dirname, 'main.ts');
let place = '';

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'siamese-run-'));
  const names = Array.from({ length: 6 }, (_, person) => `person ${person}`);
  await drawPeople(join(place, 'people'), names, 8);
  for (const name of names)
    for (const hidden of ['.DS_Store', 'Thumbs.db']) writeFileSync(join(place, 'people', name, hidden), 'x');
});
afterAll(() => rmSync(place, { recursive: true }));

function run(...args: readonly string[]): Promise<{ code: number; error: string; output: string }> {
  return new Promise((resolve) => {
    const o = { env: { ...process.env, INIT_CWD: place }, cwd: __dirname };
    execFile(process.execPath, ['--import', 'tsx', main, ...args], o, (failed, output, error) =>
      resolve({ code: failed === null ? 0 : Number(failed.code), error, output }),
    );
  });
}

const quick = [
  '--data',
  'people',
  '--network',
  'mlp',
  '--size',
  '16',
  '--steps',
  '4',
  '--classes',
  '4',
  '--per-class',
  '2',
];
const bytes = (...path: readonly string[]): string => readFileSync(join(place, ...path)).toString('base64');

it('trains twice to the same bytes, and the commands it prints work as printed', async () => {
  const first = await run(...quick, '--runs', 'one');
  expect(first.error.split('\n').filter((line) => line.startsWith('error'))).toEqual([]);
  expect(first.code).toBe(0);
  const again = await run(...quick, '--runs', 'two');
  expect(again.code).toBe(0);
  const [a, b] = ['one', 'two'].map((runs) => join(runs, readdirSync(join(place, runs))[0]!)) as [string, string];
  for (const file of ['metrics.jsonl', join('model', 'encoder', 'weights.bin'), join('model', 'siamese.json')])
    expect(bytes(a, file)).toBe(bytes(b, file));

  const result = JSON.parse(readFileSync(join(place, a, 'result.json'), 'utf8')) as Record<string, unknown>;
  expect(result).toMatchObject({ schema: 1, name: 'people-best', seeds: [1], steps: 4 });
  expect(Object.keys(result['figures'] as object)).toEqual(expect.arrayContaining(['eer', 'auc', 'accuracy', 'knn']));
  expect((result['figures'] as { eer: object }).eer).toMatchObject({
    perSeed: [expect.any(Number)],
    baseline: expect.any(Number) as number,
  });
  expect(
    readFileSync(join(place, a, 'metrics.jsonl'), 'utf8')
      .trimEnd()
      .split('\n'),
  ).toHaveLength(4);
  expect(existsSync(join(place, a, 'report.html'))).toBe(true);

  const commands = first.output.split('\n').flatMap((line) => / +npm start -- (.*)/.exec(line)?.[1] ?? []);
  expect(commands.map((command) => command.split(' ')[0])).toEqual([
    'compare',
    'compare',
    'identify',
    'identify',
    'embed',
  ]);
  for (const command of commands) {
    const args = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!);
    const { code, error, output } = await run(...args);
    expect(error).toBe('');
    expect(code).toBe(0);
    if (args[0] === 'compare')
      expect(output).toMatch(/^(same|different): score -?[\d.]+, threshold -?[\d.]+, [\d.]+ % likely the same\n$/);
    if (args[0] === 'identify') expect(output).toMatch(/: (person-\d|unknown \((too far|ambiguous)\)), score -?[\d.]+/);
    if (args[0] === 'embed') {
      const out = join(place, args[args.indexOf('--out') + 1]!);
      const { rows, dimensions } = await readNpy(out);
      const keys = readFileSync(out.replace(/npy$/, 'keys.csv'), 'utf8').trimEnd().split('\n');
      expect([keys[0], keys.length - 1, dimensions]).toEqual(['key,label', rows, 128]);
    }
  }
}, 180_000);

it('stopped by Ctrl-C and resumed, a run of two seeds ends in the bytes of one that was never stopped', async () => {
  const long = quick.map((word, i) => (quick[i - 1] === '--steps' ? '60' : word));
  const whole = await run(...long, '--seeds', '1,2', '--runs', 'whole');
  expect(whole.code).toBe(0);
  const folderOf = (runs: string) => join(runs, readdirSync(join(place, runs))[0]!);

  const env = { ...process.env, INIT_CWD: place };
  const args = ['--import', 'tsx', main, ...long, '--seeds', '1,2', '--runs', 'cut'];
  const cut = spawn(process.execPath, args, { env, cwd: __dirname, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  cut.stdout.on('data', (text: Buffer) => void (output += text.toString()));
  const ended = new Promise<number | null>((resolve) => void cut.on('close', resolve));
  const rows = (): number => {
    try {
      return readFileSync(join(place, folderOf('cut'), 'seed-2', 'metrics.jsonl'), 'utf8').split('\n').length - 1;
    } catch {
      return 0;
    }
  };
  while (rows() === 0 && cut.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
  cut.kill('SIGINT');
  expect(await ended).toBe(130);
  const command = /go on with: npm start -- (.*)/.exec(output)![1]!.split(' ');
  expect(command).toEqual(['--resume', folderOf('cut')]);
  expect(rows()).toBeLessThan(60);

  expect((await run(...command, '--steps', '3')).error).toMatch(
    /--resume goes on as the run was started; leave out --steps/,
  );
  const resumed = await run(...command);
  expect(resumed.code).toBe(0);
  for (const file of ['seed-1', 'seed-2'].flatMap((seed) =>
    ['metrics.jsonl', 'model/encoder/weights.bin', 'model/siamese.json', 'last.safetensors'].map((name) =>
      join(seed, name),
    ),
  )) {
    expect(bytes(folderOf('cut'), file)).toBe(bytes(folderOf('whole'), file));
  }
  const figures = (runs: string) =>
    (JSON.parse(readFileSync(join(place, folderOf(runs), 'result.json'), 'utf8')) as { figures: object }).figures;
  expect(figures('cut')).toEqual(figures('whole'));
  expect((await run(...command)).error).toMatch(/is finished; there is nothing to resume/);
}, 180_000);

it('runs each seed and writes one result', async () => {
  const { code } = await run(
    ...quick,
    '--runs',
    'seeds',
    '--seeds',
    '1,2',
    '--loss',
    'triplet',
    '--miner',
    'semi-hard',
  );
  expect(code).toBe(0);
  const folder = join(place, 'seeds', readdirSync(join(place, 'seeds'))[0]!);
  const result = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as {
    seeds: number[];
    figures: Record<string, { value: number; perSeed: number[] }>;
  };
  expect(result.seeds).toEqual([1, 2]);
  const { value, perSeed } = result.figures['eer']!;
  expect(perSeed).toHaveLength(2);
  expect(value).toBeCloseTo((perSeed[0]! + perSeed[1]!) / 2, 12);
  expect(existsSync(join(folder, 'seed-2', 'model', 'siamese.json'))).toBe(true);
}, 180_000);
