import { checkInRange, checkPositiveInteger, checkSeed, shown } from '../check.ts';
import type { Comparator } from '../comparator.ts';
import type { Calibration, Encoder } from '../encoder.ts';
import type { Labelled, Paired } from '../labels.ts';
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
  /** What the data is, in words; kept with the threshold. */
  measuredOn?: string;
};

/**
 * Chooses the threshold on held-out data, sets it as `model.calibration`, and returns it.
 *
 * The threshold is one of the scores of `compare`: a similarity or minus a distance, with a head a probability. Rates are
 * shares of all same and of all different pairs, whichever are more frequent.
 *
 * @throws RangeError if the data holds no same or no different pair, or a rate is not between 0 and 1
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
  const { target, pairs = 1_000_000, seed = 0 } = o;
  checkTarget(target);
  checkPositiveInteger(pairs, 'calibrate: pairs');
  checkSeed(seed, 'calibrate: seed');
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
