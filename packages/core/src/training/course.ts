import type * as tf from '@tensorflow/tfjs';
import type { Comparator } from '../comparator.ts';
import type { Encoder, Prepared } from '../encoder.ts';
import { createRandom } from '../random.ts';
import { prepareChecked } from './prepare-checked.ts';
import type { ValuesOf } from './values.ts';

/** Which items make a batch, those of each encoder, and what their embeddings cost. */
export type Drawn = {
  readonly parts: readonly (readonly unknown[])[];
  /** Which item a row of a part is, in words, for a message about it. */
  name(part: number, row: number): string;
  readonly values: ValuesOf;
};

/** A batch that is ready to be run. */
export type Loaded = Omit<Drawn, 'parts'> & {
  readonly prepared: readonly Prepared[];
  /** Items in it. */
  readonly items: number;
};

/** What `fit` runs, whatever it trains: batches by step. */
export type Course = {
  readonly stepsPerEpoch: number;
  readonly notes: readonly string[];
  /** One for each part of a batch. */
  readonly encoders: readonly Encoder<never>[];
  /** What has weights: the encoders' models, and the head's if it is trained. */
  readonly models: readonly tf.LayersModel[];
  readonly collapsedLoss?: number;
  load(step: number): Promise<Loaded>;
};

/** The seed, and the epochs if they are given. */
export type Length = { seed: number; epochs?: number };

/** What can be trained. */
export type Target<A, B = A> = Encoder<A> | Comparator<A, B>;

/** Whether a target is a comparator. */
export function isComparator<A, B>(target: Target<A, B>): target is Comparator<A, B> {
  return 'head' in target;
}

/** A course of what is drawn at each step; the items of a part go through its encoder at once. */
export function courseFrom(o: Omit<Course, 'load'>, drawn: (step: number) => Drawn, seed: number): Course {
  return {
    ...o,
    async load(step) {
      const { parts, name, values } = drawn(step);
      const prepared = await allOrNone(
        parts.map((items, part) =>
          prepareChecked(o.encoders[part] as Encoder<unknown>, items, createRandom(seed, 'augment', step, part)),
        ),
      );
      return { prepared, items: parts.reduce((sum, items) => sum + items.length, 0), name, values };
    },
  };
}

/** All, or none: what some prepared is disposed if another fails. */
async function allOrNone(preparing: readonly Promise<Prepared>[]): Promise<readonly Prepared[]> {
  const parts = await Promise.allSettled(preparing);
  const failed = parts.find((part) => part.status === 'rejected');
  if (failed === undefined) return parts.map((part) => (part as PromiseFulfilledResult<Prepared>).value);
  for (const part of parts) if (part.status === 'fulfilled') disposePrepared(part.value);
  throw failed.reason;
}

/** Disposes what an encoder prepared. */
export function disposePrepared({ x, mask }: Prepared): void {
  x.dispose();
  mask?.dispose();
}
