import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger, checkSeed } from '../check.ts';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import type { Labelled, Paired } from '../labels.ts';
import { mean } from '../losses/index.ts';
import type { Target } from './course.ts';
import { courseOf } from './course-of.ts';
import { driveDropout } from './drive-dropout.ts';
import type {
  ComparatorPairsObjective,
  EncoderObjective,
  EncoderPairsObjective,
  FitCommon,
  FitResult,
  MatchedPairsObjective,
  Objective,
  ScoredPairsObjective,
  SiameseObjective,
} from './fit-options.ts';
import { holdFrozen } from './hold-frozen.ts';
import { stopOnNaN } from './hooks/index.ts';
import { runSteps } from './run-steps.ts';
import { trainableOf } from './weights.ts';

/** Pairs that say whether they are the same, how alike they are, or nothing: then all of them belong together. */
type SamePairs<A, B = A> = Paired<A, B> & { same: readonly boolean[] };
type ScoredPairs<A, B = A> = Paired<A, B> & { score: readonly number[] };
type MatchedPairs<A, B = A> = Paired<A, B> & { same?: never; score?: never };

/**
 * Trains an encoder, a siamese or a comparator, in place.
 *
 * Combinations of target, data, loss, miner and batches that make no sense do not compile. The same seed, data, weights,
 * backend and machine give the same weights, byte for byte, whether a run is cut and resumed or not. While a batch runs the
 * next one is prepared. Layers that are not `trainable` stay as they are.
 *
 * @throws TypeError if target, data, loss, miner and batches do not go together, or resume is of another network
 * @throws RangeError if lengths differ, or there is one class only, nothing to train, a resume of another seed, or an item
 * whose prepared values are not finite; the weights are then the last good ones
 */
export function fit<A>(target: Encoder<A>, data: Labelled<A>, o: FitCommon & EncoderObjective): Promise<FitResult>;
export function fit<A>(target: Comparator<A>, data: Labelled<A>, o: FitCommon & SiameseObjective): Promise<FitResult>;
export function fit<A>(
  target: Encoder<A>,
  data: SamePairs<A>,
  o: FitCommon & EncoderPairsObjective,
): Promise<FitResult>;
export function fit<A, B>(
  target: Comparator<A, B>,
  data: SamePairs<A, B>,
  o: FitCommon & ComparatorPairsObjective,
): Promise<FitResult>;
export function fit<A>(
  target: Encoder<A>,
  data: ScoredPairs<A>,
  o: FitCommon & ScoredPairsObjective,
): Promise<FitResult>;
export function fit<A, B>(
  target: Comparator<A, B>,
  data: ScoredPairs<A, B>,
  o: FitCommon & ScoredPairsObjective,
): Promise<FitResult>;
export function fit<A>(
  target: Encoder<A>,
  data: MatchedPairs<A>,
  o: FitCommon & MatchedPairsObjective,
): Promise<FitResult>;
export function fit<A, B>(
  target: Comparator<A, B>,
  data: MatchedPairs<A, B>,
  o: FitCommon & MatchedPairsObjective,
): Promise<FitResult>;
export async function fit<A, B>(
  target: Target<A, B>,
  data: Labelled<A> | Paired<A, B>,
  o: FitCommon & Objective,
): Promise<FitResult> {
  const { seed, reduction = mean, hooks: given = [], accumulate = 1, loss } = o;
  checkSeed(seed, 'fit: seed');
  const { epochs } = o;
  if (epochs !== undefined) checkPositiveInteger(epochs, 'fit: epochs');
  if (o.steps !== undefined) checkPositiveInteger(o.steps, 'fit: steps');
  if (epochs === undefined && o.steps === undefined)
    throw new TypeError('fit: steps or epochs must be given, got neither');
  checkPositiveInteger(accumulate, 'fit: accumulate');
  if (o.chunk !== undefined) checkPositiveInteger(o.chunk, 'fit: chunk');

  const course = courseOf(target, data, o, epochs === undefined ? { seed } : { seed, epochs });
  const stepsPerEpoch = course.stepsPerEpoch / accumulate;
  const steps = Math.min(o.steps ?? Infinity, Math.ceil((epochs ?? Infinity) * stepsPerEpoch));
  const variables = trainableOf(course.models, loss.variables);
  if (variables.length === 0) throw new RangeError('fit: there is nothing to train: no layer is trainable');

  const hooks = given.some((hook) => hook.name === 'nan') ? given : [stopOnNaN(), ...given];
  const optimizer = o.optimizer ?? tf.train.adam(1e-3);
  const dropout = driveDropout(course.models, seed);
  const release = holdFrozen(course.models);
  try {
    const run = { ...o, course, steps, stepsPerEpoch, variables, hooks, optimizer, dropout, reduction, accumulate };
    return await runSteps(run);
  } finally {
    dropout.release();
    release();
    if (o.optimizer === undefined) optimizer.dispose();
  }
}
