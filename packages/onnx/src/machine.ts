import type { BufferPool } from './buffer-pool.ts';
import type { Runtime } from './runtime.ts';
import type { SessionCache } from './session-cache.ts';
import type { Stats } from './stats.ts';
import type { Value } from './value.ts';
import type { Watch } from './watch.ts';

/** What a flush works with. */
export type Machine = {
  readonly runtime: Runtime;
  readonly cache: SessionCache;
  readonly pool: BufferPool;
  readonly options: object;
  /** How many channels ONNX Runtime's own order of pictures has next to each other; 0 where there is none. */
  block(): Promise<number>;
  readonly stats: Stats;
  /** Gives the memory of a dead value back, once the current flush has run. */
  readonly retire: (value: Value) => void;
  /** Who watches, if anybody does. */
  watch: Watch | null;
};
