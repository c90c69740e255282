import { createRequire } from 'node:module';
import { alone, inThreads } from '@siamese/core/node/threads';
import { doHere } from './do-here.ts';
import type { DecodeTask, Done, DoTask, PrepareTask } from './task.ts';

const doTask = inThreads({
  entry: () => createRequire(import.meta.url).resolve('#thread'),
  doHere: (task: DecodeTask | PrepareTask) => doHere(task),
  few: 8, // to compare two files takes less
});

/** Does a task in one of a few threads: see `inThreads`. */
export const doElsewhere: DoTask = async <Task extends DecodeTask | PrepareTask>(task: Task) => {
  const { item } = task;
  const sent = item instanceof Uint8Array ? { ...task, item: alone(item) } : task;
  return (await doTask(sent)) as Done<Task>;
};
