import { ratesAt, thinnedCurve, type EvaluationInDetail } from '@siamese/core';
import type { ThresholdStops } from '../report/index.ts';

/** As many as a slider can be moved to. */
const curvePoints = 400;
/** It need not go where every other decision is wrong. */
const worstRate = 0.5;

/**
 * The points of the curve between which a slider goes, and where it begins: at the calibrated threshold, exactly, or else
 * where both errors are equally frequent.
 *
 * @param direction -1 where what is shown is a distance, minus the score
 */
export function thresholdStops(
  { curve, figures }: Pick<EvaluationInDetail, 'curve' | 'figures'>,
  direction: 1 | -1,
  threshold: number | undefined,
): ThresholdStops {
  const { thresholds, falseMatchRate, falseNonMatchRate } = thinnedCurve(curve, curvePoints);
  const all = Array.from(thresholds, (score, i) => ({
    score,
    falseMatch: falseMatchRate[i]!,
    falseNonMatch: falseNonMatchRate[i]!,
  }))
    .filter(({ score }) => Number.isFinite(score) && score !== threshold)
    .reverse();
  const useful = all.filter(({ falseMatch, falseNonMatch }) => Math.max(falseMatch, falseNonMatch) <= worstRate);
  const stops = useful.length > 1 ? useful : all;
  let start: number;
  if (threshold === undefined) {
    const off = stops.map(({ falseMatch }) => Math.abs(falseMatch - figures.eer.value));
    start = off.indexOf(Math.min(...off));
  } else {
    const rates = ratesAt(curve, threshold);
    start = stops.filter(({ score }) => score < threshold).length;
    stops.splice(start, 0, {
      score: threshold,
      falseMatch: rates.falseMatchRate,
      falseNonMatch: rates.falseNonMatchRate,
    });
  }
  return {
    thresholds: stops.map(({ score }) => direction * score),
    falseMatch: stops.map(({ falseMatch }) => falseMatch),
    falseNonMatch: stops.map(({ falseNonMatch }) => falseNonMatch),
    same: curve.same,
    different: curve.different,
    start,
    calibrated: threshold !== undefined,
  };
}
