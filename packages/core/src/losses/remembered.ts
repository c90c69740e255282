import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger } from '../check.ts';
import type { Json } from '../json.ts';
import type { LossParts } from './loss.ts';

/** The label of a row, where it has one. */
export type Name = string | undefined;

/** The last rows that went by, as constants to the gradient, and their labels. */
export type Remembered = Required<Pick<LossParts, 'memory' | 'state'>> & {
  readonly rows: tf.Variable<tf.Rank.R2>;
  /** Those of the rows; undefined until as many have gone by as it holds. */
  labels(): readonly Name[] | undefined;
  /** Takes the place of the oldest rows. */
  remember(rows: tf.Tensor2D, labels: readonly Name[]): void;
};

/** How many rows are remembered, and how long one is. */
export type MemoryOptions = { readonly size: number; readonly dimensions: number };

/** @throws RangeError if size or dimensions is no positive integer, or, when it remembers, a batch is larger than size */
export function remembered({ size, dimensions }: MemoryOptions, where: string): Remembered {
  checkPositiveInteger(size, `${where}: size`);
  checkPositiveInteger(dimensions, `${where}: dimensions`);
  const memory = tf.tidy(() => tf.variable(tf.zeros([size, dimensions]) as tf.Tensor2D, false));
  let names: readonly Name[] = [];
  return {
    rows: memory,
    labels: () => (names.length === size ? names : undefined),
    remember(rows, labels) {
      const n = labels.length;
      if (n > size) throw new RangeError(`${where}: size must be at least a batch of ${n} items, got ${size}`);
      tf.tidy(() => memory.assign(tf.concat([tf.slice(memory, [n, 0], [size - n, -1]), rows])));
      names = [...names, ...labels].slice(-size);
    },
    memory: [memory],
    state: {
      save: (): Json => names.map((name) => name ?? null),
      restore(saved: Json): void {
        names = (saved as readonly (string | null)[]).map((name) => name ?? undefined);
      },
    },
  };
}
