import * as tf from '@tensorflow/tfjs';
import type { Comparator } from '../comparator.ts';
import { embedBatch, type Encoder, type Prepared } from '../encoder.ts';
import type { LogitLoss, PairLoss } from '../losses/index.ts';
import { createRandom, type Random } from '../random.ts';
import type { Course, Loaded } from './course.ts';
import { prepareChecked } from './prepare-checked.ts';
import type { Forward } from './step.ts';

/** The two sides of a batch of pairs, as items and as indices into the data. */
export type PairItems<A, B> = {
  readonly a: readonly A[];
  readonly b: readonly B[];
  readonly indices: readonly [readonly number[], readonly number[]];
  readonly same: readonly boolean[];
};

/** One encoder and a loss on distances, or a comparator and a loss on logits. */
export type Scored<A, B> =
  | { readonly encoder: Encoder<A & B>; readonly loss: PairLoss }
  | { readonly comparator: Comparator<A, B>; readonly loss: LogitLoss };

/** Pairs through one encoder (both sides in one pass) or through two, then the loss on distances or on a head's logits. */
export function pairCourse<A, B>(
  scored: Scored<A, B>,
  pairsOf: (step: number) => PairItems<A, B>,
  seed: number,
): Pick<Course, 'load' | 'models' | 'collapsedLoss'> {
  const [a, b] = 'encoder' in scored ? [scored.encoder, scored.encoder] : [scored.comparator.a, scored.comparator.b];
  const one = (a as unknown) === b;
  const models = [...new Set([a.model, b.model, ...('encoder' in scored ? [] : [scored.comparator.head.model])])];
  const valuesOf = (left: tf.Tensor2D, right: tf.Tensor2D, same: readonly boolean[]) =>
    'encoder' in scored
      ? scored.loss(scored.loss.distance.rows(left, right), same)
      : scored.loss(scored.comparator.head.logits(left, right), same);
  const collapsed = 'encoder' in scored ? scored.loss.collapsed : undefined;
  return {
    models,
    ...(collapsed === undefined ? {} : { collapsedLoss: (collapsed.same + collapsed.different) / 2 }),
    async load(step): Promise<Loaded> {
      const { a: left, b: right, indices, same } = pairsOf(step);
      const n = left.length;
      const random = (part: number): Random => createRandom(seed, 'augment', step, part);
      const prepared: readonly Prepared[] = one
        ? [await prepareChecked(a as Encoder<unknown>, [...left, ...right], random(0))]
        : await preparedBoth(prepareChecked(a, left as never, random(0)), prepareChecked(b, right as never, random(1)));
      return {
        prepared,
        items: 2 * n,
        name: (part, row) => {
          const side = one ? Number(row >= n) : part;
          return `item ${indices[side]![one ? row % n : row]} of side ${'ab'[side]}`;
        },
        forward(): Forward {
          const [ea, eb] = one
            ? halves(embedBatch(a, prepared[0]!, { training: true }), n)
            : [embedBatch(a, prepared[0]!, { training: true }), embedBatch(b, prepared[1]!, { training: true })];
          return { values: valuesOf(ea, eb, same), embeddings: tf.concat([ea, eb]) };
        },
      };
    },
  };
}

function halves(both: tf.Tensor2D, n: number): [tf.Tensor2D, tf.Tensor2D] {
  return [tf.slice(both, [0, 0], [n, -1]), tf.slice(both, [n, 0], [n, -1])];
}

/** Both, or neither: what one side prepared is disposed if the other fails. */
async function preparedBoth(a: Promise<Prepared>, b: Promise<Prepared>): Promise<readonly Prepared[]> {
  const sides = await Promise.allSettled([a, b]);
  const failed = sides.find((side) => side.status === 'rejected');
  if (failed !== undefined) {
    for (const side of sides) if (side.status === 'fulfilled') tf.dispose(side.value as unknown as tf.TensorContainer);
    throw failed.reason;
  }
  return sides.map((side) => (side as PromiseFulfilledResult<Prepared>).value);
}
