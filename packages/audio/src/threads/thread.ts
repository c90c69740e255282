import { alone } from './alone.ts';
import { doHere } from './do-here.ts';
import type { DecodeTask, Done, PrepareTask } from './task.ts';

/** What a thread says: what came of a task, or why nothing did. */
export type Answer<Task> = { readonly done: Done<Task> } | { readonly error: unknown };

/** Entry of the threads of `doElsewhere`. */
export default async function answer<Task extends DecodeTask | PrepareTask>(task: Task): Promise<Answer<Task>> {
  try {
    const done = await doHere(task);
    const kept = done instanceof Float32Array ? alone(done) : { ...done, samples: alone(done.samples) };
    return { done: kept as Done<Task> };
  } catch (error) {
    return { error };
  }
}
