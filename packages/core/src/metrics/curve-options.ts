import { checkFinite, checkInRange, checkPositiveInteger, checkSeed } from '../check.ts';

/** What `allPairs` and `givenPairs` are told alike. */
export type CurveOptions = {
  readonly seed: number;
  readonly replicates: number;
  readonly confidence: number;
  readonly thresholds: readonly number[];
};

/**
 * The options with what was not said put in: 400 replicates, a confidence of 0.95, no thresholds.
 *
 * @throws RangeError if one is out of range
 */
export function curveOptions(
  {
    seed,
    replicates = 400,
    confidence = 0.95,
    thresholds = [],
  }: Pick<CurveOptions, 'seed'> & { readonly [K in keyof CurveOptions]?: CurveOptions[K] },
  where: string,
): CurveOptions {
  checkSeed(seed, `${where}: seed`);
  checkPositiveInteger(replicates, `${where}: replicates`);
  checkInRange(confidence, 0, 1, `${where}: confidence`);
  checkInRange(thresholds.length, 0, 32, `${where}: the number of thresholds`);
  for (const threshold of thresholds) checkFinite(threshold, `${where}: each threshold`);
  return { seed, replicates, confidence, thresholds };
}
