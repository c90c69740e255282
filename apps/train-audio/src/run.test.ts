import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { voices } from './voices/index.ts';
import { toWav } from './wav.ts';

const main = join(__dirname, 'main.ts');
let place = '';

/** Recordings of five speakers; then of one alone, and of people with one short recording each. */
beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'siamese-run-'));
  const { train } = voices({ seed: 1, size: { train: 5, calibration: 0, test: 0, each: 8 } });
  const put = async (folder: string, name: string, item: number, seconds?: number): Promise<void> => {
    mkdirSync(join(place, folder), { recursive: true });
    const { samples, sampleRate } = train.items[item]!;
    await toWav(
      { samples: samples.subarray(0, seconds && seconds * sampleRate), sampleRate },
      join(place, folder, name),
    );
  };
  for (const [i, label] of train.labels.entries()) await put(join('people', label), `${i % 8}.wav`, i);
  for (const i of [0, 1, 2]) await put(join('lonely', 'ada'), `${i}.wav`, i);
  for (const i of [0, 8, 16]) await put(join('single', `p${i}`), 'a.wav', i, 0.9);
});
afterAll(() => rmSync(place, { recursive: true }));

type Ended = { code: number; error: string; output: string };

function run(...args: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const o = { env: { ...process.env, INIT_CWD: place, SIAMESE_DATA: join(place, 'data') }, cwd: __dirname };
    execFile(process.execPath, ['--import', 'tsx', main, ...args], o, (failed, output, error) =>
      resolve({ code: failed === null ? 0 : Number(failed.code), error, output }),
    );
  });
}

const how =
  '--rate 8000 --width 16 --dimensions 16 --seconds 0.3 --classes 3 --per-class 2 --augment gain --data people';
const quick = (steps: number): string[] => [...how.split(' '), '--steps', String(steps)];
const bytes = (...path: readonly string[]): string => readFileSync(join(place, ...path)).toString('base64');
const folderOf = (runs: string): string => join(runs, readdirSync(join(place, runs))[0]!);

it('trains on a folder of recordings twice to the same bytes, and the commands it prints work as printed', async () => {
  const first = await run(...quick(4), '--runs', 'one');
  expect(first.error.split('\n').filter((line) => line.startsWith('error'))).toEqual([]);
  expect(first.code).toBe(0);
  expect((await run(...quick(4), '--runs', 'two')).code).toBe(0);
  for (const file of ['metrics.jsonl', join('model', 'encoder', 'weights.bin'), join('model', 'siamese.json')])
    expect(bytes(folderOf('one'), file)).toBe(bytes(folderOf('two'), file));

  const result = JSON.parse(readFileSync(join(place, folderOf('one'), 'result.json'), 'utf8')) as {
    figures: Record<string, object>;
  };
  expect(result).toMatchObject({ schema: 1, name: 'people-own', seeds: [1], steps: 4 });
  expect(result.figures['eer']).toMatchObject({
    perSeed: [expect.any(Number)],
    baseline: expect.any(Number) as number,
  });
  const report = readFileSync(join(place, folderOf('one'), 'report.html'), 'utf8');
  expect(report).toContain('MFCC statistics');
  expect(report).toMatch(/<audio controls preload="metadata" src="data:audio\/wav;base64,UklGR/);
  expect(report).toContain('media-src data:');

  const commands = first.output.split('\n').flatMap((line) => / +npm run audio -- (.*)/.exec(line)?.[1] ?? []);
  expect(commands.map((command) => command.split(' ')[0])).toEqual([
    'compare',
    'compare',
    'identify',
    'identify',
    'embed',
  ]);
  for (const command of [commands[0]!, commands[2]!, commands[4]!]) {
    const { code, error, output } = await run(...command.split(' '));
    expect([error, code]).toEqual(['', 0]);
    if (command.startsWith('compare'))
      expect(output).toMatch(/^(same|different): score -?[\d.]+, threshold -?[\d.]+(, [\d.]+ % likely the same)?\n$/);
    if (command.startsWith('identify')) expect(output).toMatch(/: (train-00\d|unknown \((too far|ambiguous)\)), score/);
  }
  const model = join(folderOf('one'), 'model');
  const [a, b] = ['people/train-000/0.wav', 'people/train-001/0.wav'];
  expect((await run('verify', a, a, '--model', model)).code).toBe(0);
  expect([0, 3]).toContain((await run('verify', a, b, '--model', model)).code);
}, 240_000);

it('stopped by Ctrl-C and resumed, a run ends in the bytes of one that was never stopped', async () => {
  expect((await run(...quick(25), '--runs', 'whole')).code).toBe(0);
  const env = { ...process.env, INIT_CWD: place };
  const args = ['--import', 'tsx', main, ...quick(25), '--runs', 'cut'];
  const cut = spawn(process.execPath, args, { env, cwd: __dirname, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  cut.stdout.on('data', (text: Buffer) => void (output += text.toString()));
  const ended = new Promise<number | null>((resolve) => void cut.on('close', resolve));
  const begun = (): boolean => {
    const runs = join(place, 'cut');
    if (!existsSync(runs) || readdirSync(runs).length === 0) return false;
    const file = join(place, folderOf('cut'), 'metrics.jsonl');
    return existsSync(file) && readFileSync(file, 'utf8').includes('\n');
  };
  while (!begun() && cut.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 2));
  cut.kill('SIGINT');
  expect(await ended).toBe(130);
  const command = /go on with: npm run audio -- (.*)/.exec(output)![1]!.split(' ');
  expect(readFileSync(join(place, folderOf('cut'), 'metrics.jsonl'), 'utf8').split('\n').length).toBeLessThan(26);

  expect((await run(...command)).code).toBe(0);
  for (const file of ['metrics.jsonl', 'model/encoder/weights.bin', 'model/siamese.json', 'last.safetensors'])
    expect(bytes(folderOf('cut'), file)).toBe(bytes(folderOf('whole'), file));
}, 240_000);

describe('bad input: one sentence, before training', () => {
  const says = async (args: readonly string[], code: number, ...words: readonly (string | RegExp)[]): Promise<void> => {
    const ended = await run(...args, '--runs', 'bad');
    const lines = ended.error.split('\n').filter((line) => line !== '');
    expect(lines).toHaveLength(1);
    for (const word of ['error: ', ...words]) expect(lines[0]).toMatch(word);
    expect(ended.code).toBe(code);
    expect(existsSync(join(place, 'bad'))).toBe(false);
  };
  it('a folder with one speaker', () => says(['--data', 'lonely'], 1, /lonely has only one speaker \(ada\)/), 60_000);
  it(
    'one short file per speaker',
    () => says(['--data', 'single'], 1, /single: p0 has one recording of less than 2 s/),
    60_000,
  );
  it('a data set that is not there', () => says(['--data', 'librispeech-mini'], 1, /put test-other.*into/), 60_000);
  it('a flag that does not exist', () => says(['--font-end', 'wave'], 2, /Did you mean --front-end/), 60_000);
});
