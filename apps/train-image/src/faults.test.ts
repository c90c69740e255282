import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { onFullDisk } from '@siamese/testing';
import { typed, type Ended } from './command-line.testing.ts';
import { drawPeople } from './people.testing.ts';

let place = '';
const before = process.env['INIT_CWD'];
const at = (...path: readonly string[]): string => join(place, ...path);
const quick =
  '--data people --network mlp --size 8 --dimensions 4 --classes 4 --per-class 2 --steps 6 --checkpoint 2 --backend onnx'.split(
    ' ',
  );
const compared = ['metrics.jsonl', 'last.safetensors', 'model/siamese.json', 'model/encoder/weights.bin'];

/** The only run below a folder of runs. */
const runIn = (runs: string): string => join(runs, readdirSync(at(runs))[0]!);
const bytesOf = (run: string): string[] => compared.map((file) => readFileSync(at(run, file), 'base64'));
let whole: string[] = [];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'siamese-faults-'));
  process.env['INIT_CWD'] = place;
  const names = ['Ada 1', `it's "Боб"`, '名前', 'a-b', 'a b', '$HOME'];
  await drawPeople(at('people'), names, 8);
  expect(await typed(...quick, '--runs', 'whole')).toMatchObject({ code: 0 });
  whole = bytesOf(runIn('whole'));
}, 240_000);
afterAll(() => {
  rmSync(place, { recursive: true });
  if (before === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = before;
});

/** A run whose disk got full after its fourth step, where it has a checkpoint. */
async function cutShort(runs: string, ...flags: readonly string[]): Promise<string> {
  let rows = 0;
  const { error } = await onFullDisk(
    (path) => path.endsWith('metrics.jsonl') && ++rows > 4,
    async () => {
      const { code, error: said } = await typed(...quick, ...flags, '--runs', runs);
      if (code !== 0) throw new Error(said);
    },
  );
  expect(error).toBeInstanceOf(Error);
  const run = runIn(runs);
  expect(existsSync(at(run, 'last.safetensors'))).toBe(true);
  expect(existsSync(at(run, 'model'))).toBe(false);
  return run;
}

const lastLine = ({ error }: Ended): string => error.trimEnd().split('\n').at(-1)!;

// A run to its end takes its time where others are at work too.
jest.setTimeout(240_000);

describe('a disk that gets full', () => {
  it.each(['run.json', 'metrics.jsonl', 'last.safetensors', 'weights.bin', 'query.png', 'report.html', 'result.json'])(
    'at %s: one sentence that names the file, nothing half, and the run goes on to the same bytes',
    async (file) => {
      const runs = `full-${file}`;
      let ended: Ended | undefined;
      const isFull = (path: string): boolean => basename(path).startsWith(file);
      await onFullDisk(isFull, async () => void (ended = await typed(...quick, '--runs', runs)));
      const { code, output } = ended!;
      expect(code).toBe(1);
      const named = ['weights.bin', 'siamese.json'].includes(file) ? 'model' : file;
      expect(lastLine(ended!)).toMatch(
        new RegExp(
          `^error: \\S*${named.replace('.', '\\.')} cannot be written: the disk is full; free some space and try again$`,
        ),
      );
      const run = runIn(runs);
      const left = readdirSync(at(run), { recursive: true, encoding: 'utf8' });
      expect(left.filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect(left.some((name) => name.endsWith(file) && !name.endsWith('.jsonl'))).toBe(false);
      if (file === 'run.json' || file === 'query.png') return;
      expect(output.includes(`--resume ${run}`)).toBe(existsSync(at(run, 'last.safetensors')));
      expect(await typed('--resume', run)).toMatchObject({ code: 0 });
      expect(bytesOf(run)).toEqual(whole);
    },
  );
});

it('a run folder that was moved elsewhere goes on there', async () => {
  const run = await cutShort('moved');
  renameSync(at(run), at('elsewhere'));
  expect(await typed('--resume', 'elsewhere')).toMatchObject({ code: 0 });
  expect(bytesOf('elsewhere')).toEqual(whole);
});

it('a run whose data was moved elsewhere says what is not there', async () => {
  const run = await cutShort('alone');
  renameSync(at('people'), at('people-elsewhere'));
  try {
    const ended = await typed('--resume', run);
    expect(ended.code).toBe(1);
    expect(lastLine(ended)).toMatch(
      /^error: people is neither a data set .* nor a folder or CSV file that is there; check the path$/,
    );
  } finally {
    renameSync(at('people-elsewhere'), at('people'));
  }
});

describe('a checkpoint', () => {
  let run = '';
  const file = (): string => at(run, 'last.safetensors');
  let good = new Uint8Array();
  beforeAll(async () => {
    run = await cutShort('checkpoint');
    good = Uint8Array.from(readFileSync(file()));
  });

  const said = async (bytes: Uint8Array): Promise<string> => {
    writeFileSync(file(), bytes);
    const ended = await typed('--resume', run);
    expect(ended.code).toBe(1);
    return lastLine(ended);
  };
  const replaced = (from: string, to: string): Uint8Array =>
    Uint8Array.from(Buffer.from(Buffer.from(good).toString('latin1').replace(from, to), 'latin1'));

  it('cut short is named, with what to do', async () => {
    for (const length of [0, 7, 200, good.length - 1])
      expect(await said(good.subarray(0, length))).toMatch(
        /^error: \S+last\.safetensors is no checkpoint that can be read: .*; remove it to begin this training anew$/,
      );
  });
  it('of another version is named, with what to do', async () => {
    expect(await said(replaced('\\"format\\":1', '\\"format\\":9'))).toMatch(
      /^error: \S+last\.safetensors is a checkpoint of format 9; this version reads 1 at most: update @siamese\/core to read it$/,
    );
  });
  it('of another network is named', async () => {
    const other = await cutShort('other', '--dimensions', '6');
    expect(await said(Uint8Array.from(readFileSync(at(other, 'last.safetensors'))))).toMatch(
      /^error: \S+last\.safetensors must have the weights of the same network and loss: .* of shape \[.*, 4\], got \[.*, 6\]$/,
    );
  });
  it('that was removed begins the training anew, to the same bytes', async () => {
    rmSync(file());
    expect(await typed('--resume', run)).toMatchObject({ code: 0 });
    expect(bytesOf(run)).toEqual(whole);
  });
});

it('a loss that is no number ends the run: the step, what to change, and the last good weights', async () => {
  const ended = await typed(...quick, '--learning-rate', '1e38', '--runs', 'nan');
  expect(ended.code).toBe(1);
  expect(lastLine(ended)).toMatch(
    /^error: at step \d+ the loss or a weight was no finite number any more, .* lower the learning rate.* the last good weights are back/,
  );
  const run = runIn('nan');
  const weights = readFileSync(at(run, 'model', 'encoder', 'weights.bin'));
  const values = new Float32Array(Uint8Array.from(weights).buffer);
  expect(values.length).toBeGreaterThan(100);
  expect(values.every(Number.isFinite)).toBe(true);
  if (existsSync(at(run, 'last.safetensors'))) {
    const bytes = Uint8Array.from(readFileSync(at(run, 'last.safetensors')));
    const start = 8 + Number(new DataView(bytes.buffer).getBigUint64(0, true));
    expect(new Float32Array(bytes.slice(start).buffer).every(Number.isFinite)).toBe(true);
  }
});

it.each([
  ['--batch', ['--batch', '2000000000', '--loss', 'contrastive']],
  ['--batch', ['--batch', '2000000000', '--loss', 'triplet']],
])('%s of a silly size is refused before anything is allocated', async (flag, flags) => {
  const ended = await typed(...quick, ...flags, '--runs', 'silly');
  expect(ended.code).toBe(2);
  expect(lastLine(ended)).toMatch(
    new RegExp(
      `^error: a batch of \\d+ items takes \\d+\\.\\d GB and more, and this machine has .*; type a smaller ${flag} `,
    ),
  );
  expect(readdirSync(at('silly'))).toEqual([]);
});

it('a run that comes to nothing before its first step leaves no folder, of its seeds neither', async () => {
  const ended = await typed(...quick, '--embedding', 'nowhere', '--seeds', '1,2', '--runs', 'nothing');
  expect(ended.code).toBe(1);
  expect(lastLine(ended)).toMatch(/nowhere/);
  expect(readdirSync(at('nothing'))).toEqual([]);
});

it('what a run leaves can be used from another place', async () => {
  cpSync(at(runIn('whole')), at('copied run'), { recursive: true });
  const [a, b] = ['0', '1'].map((n) => join('people', '名前', `${n}.png`));
  expect(await typed('compare', a!, b!, '--model', 'copied run', '--backend', 'cpu')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^(same|different): score /),
  });
});
