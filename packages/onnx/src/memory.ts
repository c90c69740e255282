import type { Machine } from './machine.ts';

/** What a backend has of `tf.memory()` beside TensorFlow.js's own counts: its caches. */
export type Memory = {
  readonly unreliable: boolean;
  readonly sessions: number;
  readonly sessionBytes: number;
  readonly poolBytes: number;
  readonly pending: number;
};

/** The caches of a backend, of which so many values are pending. */
export function memoryOf({ cache, pool }: Omit<Machine, 'retire'>, pending: number): Memory {
  return {
    unreliable: false,
    sessions: cache.size,
    sessionBytes: cache.bytes,
    poolBytes: pool.bytes,
    pending,
  };
}
