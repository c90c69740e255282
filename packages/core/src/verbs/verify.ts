import { compare } from './compare.ts';
import type { Model } from './sides.ts';

/**
 * Whether two items are the same: `score >= threshold`, at the threshold that `calibrate` set; and how likely they are.
 *
 * @throws Error if nothing was calibrated: a threshold comes from data
 */
export async function verify<A, B = A>(
  model: Model<A, B>,
  a: A,
  b: B,
): Promise<{ same: boolean; score: number; threshold: number; probability?: number }> {
  if (model.calibration === undefined) {
    throw new Error(
      "verify: the model has no threshold; call calibrate(model, data, { target: 'eer' }) with labelled items that it was not trained on",
    );
  }
  const { threshold } = model.calibration;
  const { score, ...likely } = await compare(model, a, b);
  return { same: score >= threshold, score, threshold, ...likely };
}
