import { blockSize } from './block-size.ts';
import { BufferPool } from './buffer-pool.ts';
import type { Limits } from './limits.ts';
import type { Machine } from './machine.ts';
import type { Runtime } from './runtime.ts';
import { SessionCache } from './session-cache.ts';
import { noStats } from './stats.ts';

/** What a backend's flushes work with: nothing is cached yet, and nobody watches. Blocks are for values in the memory of this process. */
export function createMachine(
  runtime: Runtime,
  options: object,
  limits: Limits,
  inHostMemory: boolean,
): Omit<Machine, 'retire'> {
  let block: Promise<number> | undefined;
  return {
    runtime,
    options,
    cache: new SessionCache(limits.sessionBytes),
    pool: new BufferPool(runtime, limits.poolBytes),
    stats: noStats(),
    watch: null,
    block: () => (block ??= inHostMemory ? blockSize(runtime) : Promise.resolve(0)),
  };
}
