import type { OpenSetCurve } from './open-set-curve.ts';

/**
 * The area under the curve of the share named rightly over the share of strangers let in (OSCR), on straight lines between
 * its points: at most the closed-set accuracy, and 1 only if everyone is named rightly and told from every stranger.
 *
 * Reference: Dhamija, Günther and Boult, Reducing network agnostophobia, 2018.
 */
export function oscr({ falseMatchRate, identified }: OpenSetCurve): number {
  let area = 0;
  for (let i = 1; i < identified.length; i++) {
    area += ((falseMatchRate[i]! - falseMatchRate[i - 1]!) * (identified[i]! + identified[i - 1]!)) / 2;
  }
  return area;
}
