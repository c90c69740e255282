import { checkInRange, checkOneOf, checkPositiveInteger, checkSeed, shown } from '../check.ts';
import type { Comparator } from '../comparator.ts';
import type { Calibration, Encoder } from '../encoder.ts';
import type { Labelled, Paired } from '../labels.ts';
import { fitProbability, type ProbabilityCurve } from './probability.ts';
import { scoredPairs } from './scored-pairs.ts';
import type { Model } from './sides.ts';
import { chooseThreshold, type Target } from './threshold.ts';

/** How `calibrate` chooses. */
export type CalibrateOptions = {
  /** `'eer'`, `'accuracy'` (same and different equally frequent), or a rate of false acceptance not to be exceeded. */
  target: Target;
  /** Above this many pairs (1,000,000 unless given) that many are sampled, half of them same. */
  pairs?: number;
  /** Of the sample (0 unless given). */
  seed?: number;
  /** Items that go through the model at once (128 unless given). */
  batch?: number;
  /** How scores become probabilities: 'platt' (unless given), or 'isotonic', which wants a thousand pairs or more. */
  probability?: ProbabilityCurve;
  /** The share of same pairs among those that will be compared, for the probability: 0.5 unless given. */
  prior?: number;
  /** What the data is, in words; kept with the threshold. */
  measuredOn?: string;
};

/**
 * Chooses the threshold on held-out data, fits the curve from scores to probabilities to it, sets both as
 * `model.calibration`, and returns it.
 *
 * The threshold is one of the scores of `compare`: a similarity or minus a distance, with a head a probability. Rates are
 * shares of all same and of all different pairs, whichever are more frequent; so are probabilities those of pairs of which
 * the share `prior` is same, however many of the data are.
 *
 * @throws RangeError if the data holds no same or no different pair, a rate is not between 0 and 1, or the prior is 0 or 1
 * @throws TypeError if the target is unknown, or labelled items are given to a comparator of two encoders
 */
export async function calibrate<Item>(
  model: Model<Item>,
  data: Labelled<Item> | Paired<Item>,
  o: CalibrateOptions,
): Promise<Calibration>;
export async function calibrate<A, B>(
  model: Comparator<A, B>,
  data: Paired<A, B>,
  o: CalibrateOptions,
): Promise<Calibration>;
export async function calibrate<A, B>(
  model: Encoder<A> | Comparator<A, B>,
  data: Labelled<A> | Paired<A, B>,
  o: CalibrateOptions,
): Promise<Calibration> {
  const { target, pairs = 1_000_000, seed = 0, probability = 'platt', prior = 0.5 } = o;
  checkTarget(target);
  checkPositiveInteger(pairs, 'calibrate: pairs');
  checkSeed(seed, 'calibrate: seed');
  checkOneOf(probability, ['platt', 'isotonic'], 'calibrate: probability');
  checkInRange(prior, Number.MIN_VALUE, 1 - Number.EPSILON / 2, 'calibrate: prior');
  const { same, different, of } = await scoredPairs(model, data, {
    bound: pairs,
    seed,
    batch: o.batch,
    where: 'calibrate',
  });
  if (same.length === 0 || different.length === 0) {
    throw new RangeError(
      `calibrate: data must hold same and different pairs, got ${same.length} and ${different.length}; give at least two labels, one of them with two items`,
    );
  }
  const calibration: Calibration = {
    ...chooseThreshold(same, different, target),
    target: typeof target === 'object' ? `far ${target.far}` : target,
    measuredOn: o.measuredOn ?? of,
    pairs: same.length + different.length,
    probability: fitProbability(model, same, different, { curve: probability, prior }),
  };
  model.calibration = calibration;
  return calibration;
}

function checkTarget(target: Target): void {
  if (target === 'eer' || target === 'accuracy') return;
  if (typeof target !== 'object' || target === null || !('far' in target)) {
    throw new TypeError(`calibrate: target must be 'eer', 'accuracy' or { far }, got ${shown(target)}`);
  }
  checkInRange(target.far, 0, 1, 'calibrate: target.far');
}
