import type { Batches, GroupBatch, OrderBatches, PairBatch, TripletBatch } from '../generators/index.ts';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import type { Labelled, Paired } from '../labels.ts';
import type { LogitLoss, PairLoss } from '../losses/index.ts';
import { batchCourse, minedForward, tripletForward, wholeForward } from './batch-course.ts';
import { checkClasses, checkPaired, unfit } from './check-data.ts';
import { type Course, isComparator, type Target } from './course.ts';
import type { Objective } from './fit-options.ts';
import { pairCourse, type Scored } from './pair-course.ts';

type Length = { seed: number; epochs?: number };

/** The course of a run: what the types of `fit` allow, and for untyped callers an error for everything else. */
export function courseOf<A, B>(
  target: Target<A, B>,
  data: Labelled<A> | Paired<A, B>,
  objective: Objective,
  length: Length,
): Course {
  const { batches, loss, miner } = objective;
  if ((loss.kind === 'logit') !== isComparator(target)) throw unfit(objective, isComparator(target));
  if (miner !== undefined && (loss.kind !== 'triplet' || batches.kind !== 'groups' || loss.swap)) {
    throw unfit(objective, isComparator(target));
  }
  if (batches.kind === 'order') return orderCourse(target, data, objective, length);
  const labelled = data as Labelled<A>;
  checkClasses(labelled);
  const { items, labels } = labelled;
  const collapsed = loss.kind === 'triplet' ? loss.collapsed : undefined;
  const stuck = collapsed === undefined ? {} : { collapsedLoss: collapsed };
  const at = (index: number) => items[index]!;

  if (batches.kind === 'pairs' && (loss.kind === 'pair' || loss.kind === 'logit')) {
    const stream = (batches as Batches<PairBatch>).over(labels, length);
    const pairsOf = (step: number) => {
      const { a, b, same } = stream.at(step);
      return { a: a.map(at), b: b.map(at), indices: [a, b] as const, same };
    };
    return { ...about(stream), ...pairCourse(scoredBy(target as Target<A>, loss), pairsOf, length.seed) };
  }
  if (isComparator(target)) throw unfit(objective, true);
  if (batches.kind === 'triplets' && loss.kind === 'triplet') {
    const stream = (batches as Batches<TripletBatch>).over(labels, length);
    const batchOf = (step: number) => {
      const { anchor, positive, negative } = stream.at(step);
      const indices = [...anchor, ...positive, ...negative];
      return { indices, forward: tripletForward(loss, anchor.length) };
    };
    return { ...about(stream), ...stuck, ...batchCourse(target, items, batchOf, length.seed) };
  }
  if (batches.kind === 'groups' && ((loss.kind === 'triplet' && miner !== undefined) || loss.kind === 'batch')) {
    const stream = (batches as Batches<GroupBatch>).over(labels, length);
    const batchOf = (step: number) => {
      const batch = stream.at(step);
      const forward =
        loss.kind === 'batch' ? wholeForward(loss, batch.labels) : minedForward(loss, miner!, batch.labels);
      return { indices: batch.items, forward };
    };
    return { ...about(stream), ...stuck, ...batchCourse(target, items, batchOf, length.seed) };
  }
  throw unfit(objective, false);
}

/** Pairs that the data gives, in its order or shuffled. */
function orderCourse<A, B>(
  target: Target<A, B>,
  data: Labelled<A> | Paired<A, B>,
  objective: Objective,
  length: Length,
): Course {
  const { loss } = objective;
  if (loss.kind !== 'pair' && loss.kind !== 'logit') throw unfit(objective, isComparator(target));
  const { a, b, same } = checkPaired(data as Paired<A, B>);
  const stream = (objective.batches as OrderBatches).over(a.length, length);
  const pairsOf = (step: number) => {
    const { rows } = stream.at(step);
    return {
      a: rows.map((row) => a[row]!),
      b: rows.map((row) => b[row]!),
      indices: [rows, rows] as const,
      same: rows.map((row) => same[row]!),
    };
  };
  return { ...about(stream), ...pairCourse(scoredBy(target, loss), pairsOf, length.seed) };
}

const about = ({ stepsPerEpoch, notes }: { stepsPerEpoch: number; notes: readonly string[] }) => ({
  stepsPerEpoch,
  notes,
});

function scoredBy<A, B>(target: Target<A, B>, loss: PairLoss | LogitLoss): Scored<A, B> {
  return loss.kind === 'pair'
    ? { encoder: target as Encoder<A & B>, loss }
    : { comparator: target as Comparator<A, B>, loss };
}
