import { countsOf } from '../point-counts.ts';
import type { VerificationCurve } from '../verification-curve.ts';
import { softplus } from './softplus.ts';

/** A logistic curve: `P(same) = 1 / (1 + e^-(slope score + intercept))`, and how many pairs it was fitted to. */
export type Platt = {
  readonly kind: 'platt';
  readonly slope: number;
  readonly intercept: number;
  readonly same: number;
  readonly different: number;
};

/**
 * Fits a logistic curve to scores by Newton's method with halved steps, to Platt's targets:
 * `(same + 1) / (same + 2)` for a same pair and `1 / (different + 2)` for a different one, so that a set without an
 * error has a finite answer. Scores that say nothing (all equal) have slope 0.
 *
 * Two numbers, so a few hundred pairs suffice; fit it on classes that the figures are not measured on.
 *
 * Reference: Platt, Probabilistic outputs for support vector machines, 1999; Lin, Lin and Weng, A note on Platt's
 * probabilistic outputs, 2007.
 */
export function fitPlatt(curve: VerificationCurve): Platt {
  const { same, different } = curve;
  const { scores, same: sames, different: differents } = countsOf(curve);
  const [mean, deviation] = spread(scores, sames, differents);
  if (!(deviation > 0))
    return { kind: 'platt', slope: 0, intercept: Math.log((same + 1) / (different + 1)), same, different };
  // In standard scores, so that the two parameters are of one size.
  const x = scores.map((score) => (score - mean) / deviation);
  const [ofSame, ofDifferent] = [(same + 1) / (same + 2), 1 / (different + 2)];
  const targets = x.map((_, i) => sames[i]! * ofSame + differents[i]! * ofDifferent);
  const weights = x.map((_, i) => sames[i]! + differents[i]!);
  let [slope, intercept] = newton(x, targets, weights, Math.log((same + 1) / (different + 1)));
  slope /= deviation;
  intercept -= slope * mean;
  return { kind: 'platt', slope, intercept, same, different };
}

function newton(x: Float64Array, targets: Float64Array, weights: Float64Array, start: number): [number, number] {
  let [a, b] = [0, start];
  let loss = lossAt(x, targets, weights, a, b);
  for (let round = 0; round < 100; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-12, 0, 1e-12];
    for (let i = 0; i < x.length; i++) {
      const p = 1 / (1 + Math.exp(-(a * x[i]! + b)));
      const off = weights[i]! * p - targets[i]!;
      const curvature = weights[i]! * p * (1 - p);
      ga += off * x[i]!;
      gb += off;
      haa += curvature * x[i]! * x[i]!;
      hab += curvature * x[i]!;
      hbb += curvature;
    }
    const determinant = haa * hbb - hab * hab;
    const [da, db] = [(hab * gb - hbb * ga) / determinant, (hab * ga - haa * gb) / determinant];
    // Twice what the step is expected to gain. Where that is little the full step is safe, and a gain below rounding.
    const gain = -(ga * da + gb * db);
    let size = 1;
    if (gain > 1e-8 * loss) {
      while (size > 1e-10 && !(lossAt(x, targets, weights, a + size * da, b + size * db) <= loss)) size /= 2;
      loss = lossAt(x, targets, weights, a + size * da, b + size * db);
    }
    a += size * da;
    b += size * db;
    if (gain < 1e-14 * loss) break;
  }
  return [a, b];
}

/** The cross-entropy `sum w ln(1 + e^z) - t z`. */
function lossAt(x: Float64Array, targets: Float64Array, weights: Float64Array, a: number, b: number): number {
  let loss = 0;
  for (let i = 0; i < x.length; i++) {
    const z = a * x[i]! + b;
    loss += weights[i]! * softplus(z) - targets[i]! * z;
  }
  return loss;
}

/** Mean and standard deviation, both kinds of pairs weighing as much. */
function spread(scores: Float64Array, sames: Float64Array, differents: Float64Array): [number, number] {
  const total = (of: Float64Array) => of.reduce((a, b) => a + b, 0);
  const [same, different] = [total(sames), total(differents)];
  const share = (i: number) => (sames[i]! / same + differents[i]! / different) / 2;
  let mean = 0;
  for (let i = 0; i < scores.length; i++) mean += share(i) * scores[i]!;
  let variance = 0;
  for (let i = 0; i < scores.length; i++) variance += share(i) * (scores[i]! - mean) ** 2;
  return [mean, Math.sqrt(variance)];
}
