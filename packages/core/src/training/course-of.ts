import type {
  Batches,
  BatchStream,
  GroupBatch,
  MatchBatch,
  OrderBatches,
  PairBatch,
  TripletBatch,
} from '../generators/index.ts';
import type { Labelled, Paired } from '../labels.ts';
import type { BatchLoss, PairLoss, TripletLoss } from '../losses/index.ts';
import type { Miner, PairMiner } from '../mining/index.ts';
import { createRandom } from '../random.ts';
import { checkClasses, unfit } from './check-data.ts';
import { collapsedLossOf } from './collapsed-loss.ts';
import { type Course, courseFrom, isComparator, type Length, type Target } from './course.ts';
import type { Objective } from './fit-options.ts';
import { pairedCourse } from './paired-course.ts';
import {
  logitValues,
  matchValues,
  minedValues,
  pairValues,
  tripletValues,
  type ValuesOf,
  weighedValues,
  wholeValues,
} from './values.ts';

/** The course of a run: what the types of `fit` allow, and for untyped callers an error for everything else. */
export function courseOf<A, B>(
  target: Target<A, B>,
  data: Labelled<A> | Paired<A, B>,
  objective: Objective,
  length: Length,
): Course {
  const { batches, loss } = objective;
  if (batches.kind === 'order') {
    return pairedCourse(target, data as Paired<A, B>, objective, (batches as OrderBatches).over, length);
  }
  const labelled = data as Labelled<A>;
  checkClasses(labelled);
  const found = itemsOf(objective, target, labelled.labels, length);
  const two = isComparator(target) && (target.a as unknown) !== target.b;
  if (found === undefined || two) throw unfit(objective, isComparator(target));
  const { stream, of } = found;
  const encoder = isComparator(target) ? target.a : target;
  return courseFrom(
    {
      stepsPerEpoch: stream.stepsPerEpoch,
      notes: stream.notes,
      encoders: [encoder],
      models: isComparator(target) ? [encoder.model, target.head.model] : [encoder.model],
      ...collapsedLossOf(loss),
    },
    (step) => {
      const { indices, values } = of(step);
      return {
        parts: [indices.map((index) => labelled.items[index])],
        name: (_, row) => `item ${indices[row]}`,
        values,
      };
    },
    length.seed,
  );
}

type Items = {
  readonly stream: Pick<BatchStream<unknown>, 'stepsPerEpoch' | 'notes'>;
  of(step: number): { indices: readonly number[]; values: ValuesOf };
};

/** The items of each batch and what becomes of them; undefined if target, loss, miner and batches do not go together. */
function itemsOf(
  { batches, loss, miner }: Objective,
  target: Target<never, never>,
  labels: readonly string[],
  length: Length,
): Items | undefined {
  const from = <Batch>(stream: BatchStream<Batch>, of: (batch: Batch, step: number) => ReturnType<Items['of']>) => ({
    stream,
    of: (step: number) => of(stream.at(step), step),
  });
  const { kind } = batches;
  if (miner !== undefined && kind !== 'groups') return undefined;
  if (isComparator(target)) {
    if (kind !== 'pairs' || loss.kind !== 'logit') return undefined;
    return from((batches as Batches<PairBatch>).over(labels, length), ({ a, b, same }) => ({
      indices: [...a, ...b],
      values: logitValues(loss, target.head, same),
    }));
  }
  if (kind === 'pairs' && loss.kind === 'pair') {
    return from((batches as Batches<PairBatch>).over(labels, length), ({ a, b, same }) => ({
      indices: [...a, ...b],
      values: pairValues(
        loss,
        same,
        a.map((item) => labels[item]!),
      ),
    }));
  }
  if (kind === 'triplets' && loss.kind === 'triplet') {
    return from((batches as Batches<TripletBatch>).over(labels, length), ({ anchor, positive, negative }) => ({
      indices: [...anchor, ...positive, ...negative],
      values: tripletValues(
        loss,
        anchor.map((item) => labels[item]!),
      ),
    }));
  }
  if (kind === 'matches' && loss.kind === 'match') {
    return from((batches as Batches<MatchBatch>).over(labels, length), (batch) => ({
      indices: [...batch.a, ...batch.b, ...(batch.negatives ?? [])],
      values: matchValues(loss, batch.a.length, batch.labels),
    }));
  }
  if (kind === 'groups' && (miner === undefined ? loss.kind === 'batch' : mines(loss, miner))) {
    return from((batches as Batches<GroupBatch>).over(labels, length), (batch, step) => ({
      indices: batch.items,
      values: groupValues(loss, miner, batch.labels, length.seed, step),
    }));
  }
  return undefined;
}

/** Whether a loss takes what a miner finds. */
function mines(loss: Objective['loss'], miner: Miner | PairMiner): boolean {
  return miner.kind === 'triplets' ? loss.kind === 'triplet' && !loss.swap : loss.kind === 'pair';
}

/** What becomes of a batch of groups: its loss as a whole, or on what a miner finds in it. */
function groupValues(
  loss: Objective['loss'],
  miner: Objective['miner'],
  labels: readonly string[],
  seed: number,
  step: number,
): ValuesOf {
  if (miner === undefined) return wholeValues(loss as BatchLoss, labels);
  const random = createRandom(seed, 'mining', step);
  return miner.kind === 'triplets'
    ? minedValues(loss as TripletLoss, miner, labels, random)
    : weighedValues(loss as PairLoss, miner, labels, random);
}
