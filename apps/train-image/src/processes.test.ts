import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { drawPeople } from './people.testing.ts';
import { survive, surviveUnharmed } from './study/survive.ts';

const main = join(__dirname, 'main.ts');
let place = '';
const at = (...path: readonly string[]): string => join(place, ...path);
const flags = '--data people --network mlp --size 8 --dimensions 4 --classes 4 --per-class 2 --backend cpu'.split(' ');
const long = [...flags, '--steps', '1000000', '--checkpoint', '5'];

beforeAll(async () => {
  place = mkdtempSync(join(tmpdir(), 'siamese-processes-'));
  await drawPeople(at('people'), ['ada', 'bob', 'cy', 'dee', 'eve', 'fay'], 8);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

type Process = { readonly child: ChildProcess; readonly ended: Promise<{ code: number | null; error: string }> };

function start(...args: readonly string[]): Process {
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], {
    cwd: __dirname,
    env: { ...process.env, INIT_CWD: place },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let error = '';
  child.stderr.on('data', (text: Buffer) => void (error += text.toString()));
  child.stdout.resume();
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, error }));
  return { child, ended };
}

const runIn = (runs: string): string => join(runs, readdirSync(at(runs))[0]!);

/** Waits until a run that was started has a checkpoint, and gives its folder. */
async function underWay({ child }: Process, runs: string): Promise<string> {
  while (child.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    const run = existsSync(at(runs)) && readdirSync(at(runs)).length > 0 ? runIn(runs) : undefined;
    if (run !== undefined && existsSync(at(run, 'last.safetensors'))) return run;
  }
  throw new Error('the run ended before it had a checkpoint');
}

const lastLine = (error: string): string => error.trimEnd().split('\n').at(-1)!;

it('whoever reads the output may go away: the run ends as it would have', async () => {
  const run = start(...flags, '--steps', '6', '--runs', 'unread');
  run.child.stdout!.destroy();
  run.child.stderr!.destroy();
  expect((await run.ended).code).toBe(0);
  expect(existsSync(at(runIn('unread'), 'result.json'))).toBe(true);
}, 180_000);

(process.platform === 'win32' ? it.skip : it)(
  'a terminal that is closed: what was learned is kept, and goes on',
  async () => {
    const going = start(...long, '--runs', 'closed');
    const run = await underWay(going, 'closed');
    going.child.stdout!.destroy();
    going.child.stderr!.destroy();
    going.child.kill('SIGHUP');
    going.child.kill('SIGHUP');
    expect((await going.ended).code).toBe(129);
    const rows = readFileSync(at(run, 'metrics.jsonl'), 'utf8').trimEnd().split('\n').length;
    expect(readFileSync(at(run, 'last.safetensors'), 'latin1')).toContain(`\\"step\\":${rows}`);
    expect(existsSync(at(run, 'model', 'siamese.json'))).toBe(true);
    expect(existsSync(at(run, 'run.lock'))).toBe(false);
  },
  180_000,
);

it('two runs in one folder: the second is refused, and one that has died is no obstacle', async () => {
  const first = start(...long, '--runs', 'shared');
  const run = await underWay(first, 'shared');
  const before = readFileSync(at(run, 'run.json'), 'utf8');
  const second = await start('--resume', run).ended;
  expect(second.code).toBe(2);
  expect(lastLine(second.error)).toMatch(
    new RegExp(
      `^error: the run in \\S+ is going on in process ${first.child.pid}; wait until it has ended, or stop it; `,
    ),
  );
  expect(first.child.exitCode).toBeNull();
  first.child.kill('SIGKILL');
  await first.ended;
  expect(existsSync(at(run, 'run.lock'))).toBe(true);

  const third = start('--resume', run);
  const rows = (): number => readFileSync(at(run, 'metrics.jsonl'), 'utf8').split('\n').length - 1;
  const there = rows();
  while (third.child.exitCode === null && rows() <= there + 5) await new Promise((resolve) => setTimeout(resolve, 10));
  third.child.kill('SIGINT');
  expect((await third.ended).code).toBe(130);
  expect(readFileSync(at(run, 'run.json'), 'utf8')).toBe(before);
}, 180_000);

it('a run folder that is removed while the run goes on: one sentence that names what was lost', async () => {
  const going = start(...long, '--runs', 'removed');
  const run = await underWay(going, 'removed');
  rmSync(at(run), { recursive: true, maxRetries: 10 });
  const { code, error } = await going.ended;
  expect(code).toBe(1);
  expect(lastLine(error)).toMatch(
    /^error: \S+last\.safetensors cannot be written: its folder is not there, or was removed meanwhile; /,
  );
  expect(existsSync(at(run))).toBe(false);
}, 180_000);

it('runs that are killed at chance moments end in the bytes of one that nobody killed', async () => {
  const [steps, checkpoint] = [50, 5];
  const more = { data: at('people'), loss: 'contrastive', batch: 24, backend: 'onnx', steps, checkpoint };
  const o = {
    app: ['--import', 'tsx/esm', main],
    place: at('killed'),
    flags: [...flags, ...Object.entries(more).flatMap(([name, value]) => [`--${name}`, `${value}`])],
    steps,
    checkpoint,
  };
  const whole = await surviveUnharmed(o);
  // 12 items are held out, and 48 trained on in a step.
  expect(
    readFileSync(join(whole.folder, 'metrics.jsonl'), 'utf8').match(/"step":\d+(?=.*"calibrationEer":0)/g),
  ).toEqual(['"step":50']);
  for (const run of [1, 2, 3]) {
    const { kills, different } = await survive(o, whole, run);
    expect(different).toEqual([]);
    expect(kills).toBeLessThanOrEqual(3);
  }
}, 300_000);
