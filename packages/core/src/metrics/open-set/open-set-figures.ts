import { checkInRange, checkPositiveInteger, checkSameLength } from '../../check.ts';
import { interval, numberUnits, resampled } from '../bootstrap.ts';
import type { BootstrapOptions } from '../bootstrap.ts';
import type { Figure } from '../figure.ts';
import type { Searches } from './open-set.ts';
import { openSetCurves } from './open-set-curve.ts';
import type { OpenSetCurve } from './open-set-curve.ts';

/** The bootstrap, and the labels of the searches where identities are drawn instead of searches. */
export type OpenSetFigureOptions = BootstrapOptions & {
  readonly knownLabels?: ArrayLike<string>;
  readonly strangerLabels?: ArrayLike<string>;
};

/**
 * A figure of searches with its interval: `openSetFigure(searches, oscr, { seed: 1 })`, `(curve) => dirAtFar(curve, 0.01)`,
 * `auc` (AUROC of strangers) or `fprAtTpr`. Known people and strangers are drawn apart, 400 samples unless said otherwise.
 *
 * @throws RangeError as `openSetCurve` does, or if labels have another length
 */
export function openSetFigure(
  searches: Searches,
  of: (curve: OpenSetCurve) => number,
  { seed, replicates = 400, confidence = 0.95, knownLabels, strangerLabels }: OpenSetFigureOptions,
): Figure {
  const { known, strangers } = searches;
  checkPositiveInteger(replicates, 'openSetFigure: replicates');
  checkInRange(confidence, 0, 1, 'openSetFigure: confidence');
  if (knownLabels) checkSameLength(known, knownLabels, 'openSetFigure: known and knownLabels');
  if (strangerLabels) checkSameLength(strangers, strangerLabels, 'openSetFigure: strangers and strangerLabels');
  const curves = openSetCurves(searches);
  const value = of(curves());
  const kinds = [numberUnits(known.length, knownLabels), numberUnits(strangers.length, strangerLabels)];
  const times = new Uint16Array(known.length + strangers.length);
  const drawn = Float64Array.from({ length: replicates }, (_, replicate) => {
    let at = 0;
    for (const [kind, { unitOf, count }] of kinds.entries()) {
      const units = resampled(count, seed, 'openSetFigure', kind, replicate);
      for (const unit of unitOf) times[at++] = units[unit]!;
    }
    return of(curves(times));
  });
  return { value, ...interval(drawn, confidence), n: times.length };
}
