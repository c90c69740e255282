import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type Tinypool from 'tinypool';
import type { Answer } from './answering.ts';

/** More threads than this wait for each other's files. */
const most = 4;

/** Tasks that a thread has at once: it has the next one at hand when the thread that asks is too busy to send one. */
const atHand = 2;

/** Milliseconds that a thread with nothing to do is kept. */
const kept = 10_000;

/**
 * Does tasks in a few threads, which start once there is much to do and never keep a process from ending; where none can be
 * had (a machine with one core, a program bundled into one file) in the thread that asks. What comes of it is the same.
 *
 * @param o.entry gives the path of a module whose default export is what `answering` gives
 * @param o.doHere does a task in the thread that asks
 * @param o.few so many tasks are done before a thread is worth its start
 */
export function inThreads<Task, Done>({
  entry,
  doHere,
  few,
}: {
  readonly entry: () => string;
  readonly doHere: (task: Task) => Promise<Done>;
  readonly few: number;
}): (task: Task) => Promise<Done> {
  let asked = 0;
  let pool: Promise<Tinypool | undefined> | undefined;
  return async (task) => {
    if (++asked <= few) return doHere(task);
    const threads = await (pool ??= openPool(entry, () => (pool = Promise.resolve(undefined))));
    const answer = (await threads?.run(task).catch(() => undefined)) as Answer<Done> | undefined;
    // No answer at all is the threads' fault: they could not start, or ran out of memory.
    if (answer === undefined) return doHere(task);
    if ('error' in answer) throw answer.error;
    return answer.done;
  };
}

async function openPool(entry: () => string, onBroken: () => void): Promise<Tinypool | undefined> {
  const threads = Math.min(most, availableParallelism());
  if (threads < 2) return undefined;
  try {
    const filename = pathToFileURL(entry()).href;
    const { default: Pool } = await import('tinypool');
    const pool = new Pool({
      filename,
      minThreads: 0,
      maxThreads: threads,
      concurrentTasksPerWorker: atHand,
      idleTimeout: kept,
      // What this process was started with (a loader, a profiler, code to evaluate) is not for threads.
      execArgv: [],
    });
    // A thread that cannot start says so here: the tasks that wait for it are given back, and done where they were asked for.
    pool.on('error', () => {
      onBroken();
      pool.destroy().catch(() => undefined);
    });
    return pool;
  } catch {
    return undefined;
  }
}
