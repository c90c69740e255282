import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { pathToFileURL } from 'node:url';
import type Tinypool from 'tinypool';
import { alone } from './alone.ts';
import { doHere } from './do-here.ts';
import type { DecodeTask, DoTask, PrepareTask } from './task.ts';
import type { Answer } from './thread.ts';

/** More threads than this wait for each other's files. */
const most = 4;

/** So many tasks are done before a thread is worth its start: to compare two files takes less. */
const few = 8;

/** Milliseconds that a thread with nothing to do is kept. */
const kept = 10_000;

let asked = 0;
let pool: Promise<Tinypool | undefined> | undefined;

/**
 * Does a task in one of a few threads, which start once there is much to do and never keep a process from ending; where none
 * can be had (a machine with one core, a program bundled into one file) in the thread that asks. What comes of it is the same.
 */
export const doElsewhere: DoTask = async <Task extends DecodeTask | PrepareTask>(task: Task) => {
  if (++asked <= few) return doHere(task);
  const threads = await (pool ??= openPool());
  if (threads === undefined) return doHere(task);
  const { item } = task;
  const sent = item instanceof Uint8Array ? { ...task, item: alone(item) } : task;
  const answer = (await threads.run(sent).catch(() => undefined)) as Answer<Task> | undefined;
  // No answer at all is the threads' fault: they could not start, or ran out of memory.
  if (answer === undefined) return doHere(task);
  if ('error' in answer) throw answer.error;
  return answer.done;
};

async function openPool(): Promise<Tinypool | undefined> {
  const threads = Math.min(most, availableParallelism());
  if (threads < 2) return undefined;
  try {
    const entry = createRequire(import.meta.url).resolve('#thread');
    const { default: Pool } = await import('tinypool');
    return new Pool({
      filename: pathToFileURL(entry).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: kept,
      // What this process was started with (a loader, a profiler, code to evaluate) is not for threads.
      execArgv: [],
    });
  } catch {
    return undefined;
  }
}
