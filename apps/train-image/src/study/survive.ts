import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '@siamese/core';
import { isBegun } from '@siamese/runner';

/** How runs are started, and what on. */
export type Survival = {
  /** What node is given to be the app. */
  readonly app: readonly string[];
  /** Where the runs lie; they are removed once they were equal. */
  readonly place: string;
  /** What is typed, but for where the run goes. */
  readonly flags: readonly string[];
  /** Steps of a run, and between two of its checkpoints. */
  readonly steps: number;
  readonly checkpoint: number;
};

/** What became of a run. */
export type Survived = {
  readonly run: number;
  readonly kills: number;
  /** The kills that left a file behind that was being written. */
  readonly whileWriting: number;
  /** The steps it went on from. */
  readonly from: readonly number[];
  /** The files that were not those of the run that nobody killed. */
  readonly different: readonly string[];
};

/** A run that nobody killed: its folder, and how long it took. */
export type Whole = { readonly folder: string; readonly milliseconds: number };

/** What must be the same bytes. */
const compared = ['metrics.jsonl', join('model', 'encoder', 'weights.bin'), 'last.safetensors'];

/** The run that the others are measured against. */
export async function surviveUnharmed(o: Survival): Promise<Whole> {
  const runs = join(o.place, 'whole');
  rmSync(runs, { recursive: true, force: true });
  const started = performance.now();
  const { code, error } = await start(o, ['--runs', runs]).ended;
  if (code !== 0) throw new Error(`the run that nobody kills ended with ${code}: ${error}`);
  return { folder: folderIn(runs)!, milliseconds: performance.now() - started };
}

/**
 * Starts a run, kills it by SIGKILL one to three times, at moments that its number decides (a time, a step, or the middle of a
 * file that is being written), goes on with it each time, and compares what it leaves with the run that nobody killed.
 *
 * @throws Error if it ends in an error
 */
export async function survive(o: Survival, whole: Whole, run: number): Promise<Survived> {
  const random = createRandom(run, 'survive');
  const runs = join(o.place, `run-${run}`);
  rmSync(runs, { recursive: true, force: true });
  const from: number[] = [];
  let [kills, whileWriting] = [0, 0];
  for (let left = 1 + random.int(3); ; left--) {
    // A run that was killed before it said how it was started has to be started once more.
    const folder = folderIn(runs);
    const goesOn = folder !== undefined && existsSync(join(folder, 'run.json'));
    if (kills > 0) from.push(goesOn ? stepOf(folder) : 0);
    if (!goesOn) rmSync(runs, { recursive: true, force: true });
    const going = start(o, goesOn ? ['--resume', folder] : ['--runs', runs], goesOn);
    const stop = left > 0 ? killAt(going, momentOf(random, o, whole), runs) : () => undefined;
    const { code, error } = await going.ended;
    stop();
    if (code === 0) {
      if (kills > 0) break;
      // It ended before its moment came: once more, with another moment.
      rmSync(runs, { recursive: true });
      left++;
      continue;
    }
    if (code !== null) throw new Error(`run ${run} ended with ${code}: ${error}`);
    kills++;
    const now = folderIn(runs);
    if (now !== undefined && readdirSync(now).some(isBegun)) whileWriting++;
  }
  const folder = folderIn(runs)!;
  const different = compared.filter((file) => !sameBytes(join(folder, file), join(whole.folder, file)));
  if (different.length === 0) rmSync(runs, { recursive: true });
  return { run, kills, whileWriting, from, different };
}

/** When a run is killed: after a time, at a step, or as the nth file is being written. */
type Moment = { readonly after: number } | { readonly step: number } | { readonly write: number };

function momentOf(random: Random, { steps, checkpoint }: Survival, { milliseconds }: Whole): Moment {
  switch (random.int(3)) {
    case 0:
      return { after: random.float() * milliseconds };
    case 1:
      return { step: 1 + random.int(steps) };
    default:
      return { write: 1 + random.int(2 + Math.floor(steps / checkpoint)) };
  }
}

type Started = { readonly ended: Promise<{ code: number | null; error: string }>; kill(): void };

function start({ app, flags, place }: Survival, where: readonly string[], goesOn = false): Started {
  const args = [...app, 'train', ...(goesOn ? [] : flags), ...where];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, INIT_CWD: place },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let error = '';
  child.stderr.on('data', (text: Buffer) => void (error += text.toString()));
  return {
    ended: new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => resolve({ code, error: error.trim() }));
    }),
    kill: () => void child.kill('SIGKILL'),
  };
}

/** Kills at the moment, if the run lives to see it; what comes back stops watching for it. */
function killAt({ kill }: Started, moment: Moment, runs: string): () => void {
  if ('after' in moment) {
    const timer = setTimeout(kill, moment.after);
    return () => clearTimeout(timer);
  }
  let watcher: ReturnType<typeof watch> | undefined;
  let writes = 0;
  const onChange = (_: string, name: string | null): void => {
    if (name !== null && isBegun(name) && 'write' in moment && ++writes > 2 * (moment.write - 1)) kill();
  };
  const timer = setInterval(() => {
    const folder = folderIn(runs);
    if (folder === undefined) return;
    if ('write' in moment) watcher ??= watch(folder, onChange);
    else if (rowsOf(folder) >= moment.step) kill();
  }, 5);
  return () => {
    clearInterval(timer);
    watcher?.close();
  };
}

function folderIn(runs: string): string | undefined {
  const [name] = existsSync(runs) ? readdirSync(runs) : [];
  return name === undefined ? undefined : join(runs, name);
}

function rowsOf(folder: string): number {
  const path = join(folder, 'metrics.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** The step of a run's checkpoint; 0 if it has none. */
function stepOf(folder: string): number {
  const path = join(folder, 'last.safetensors');
  if (!existsSync(path)) return 0;
  return Number(/\\"step\\":(\d+)/.exec(readFileSync(path, 'latin1'))?.[1] ?? 0);
}

function sameBytes(a: string, b: string): boolean {
  return statSync(a).size === statSync(b).size && readFileSync(a, 'latin1') === readFileSync(b, 'latin1');
}
