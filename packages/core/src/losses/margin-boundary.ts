import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkInRange, checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { euclidean } from '../distances/index.ts';
import { learnedNumber } from './learned-number.ts';

/** What the margin loss may be told, of pairs or of triplets. */
export type MarginOptions = {
  readonly margin?: number;
  readonly beta?: number;
  readonly learned?: boolean;
  readonly nu?: number;
  readonly distance?: Distance;
};

/** The boundary between same and different: what a same and a different pair at distance d cost, and what the boundary does. */
export type MarginBoundary = {
  readonly distance: Distance;
  /** beta, where it is learned. */
  readonly variables: readonly tf.Variable[];
  same(d: tf.Tensor1D): tf.Tensor1D;
  different(d: tf.Tensor1D): tf.Tensor1D;
  /** `nu beta`. */
  regularised(values: tf.Tensor1D): tf.Tensor1D;
};

/** @throws RangeError if margin or beta is not a positive number, or nu negative */
export function marginBoundary(o: MarginOptions, where: string): MarginBoundary {
  const { margin = 0.2, beta = 1.2, learned = true, nu = 0, distance = euclidean } = o;
  checkPositive(margin, `${where}: margin`);
  checkPositive(beta, `${where}: beta`);
  checkFinite(nu, `${where}: nu`);
  checkInRange(nu, 0, Infinity, `${where}: nu`);
  const variable = learned ? learnedNumber(beta) : undefined;
  const at = (): tf.Tensor | number => variable ?? beta;
  return {
    distance,
    variables: variable === undefined ? [] : [variable],
    same: (d) => tf.relu(tf.add(tf.sub(d, at()), margin)) as tf.Tensor1D,
    different: (d) => tf.relu(tf.add(tf.sub(at(), d), margin)) as tf.Tensor1D,
    regularised: (values) => (nu === 0 ? values : tf.add(values, tf.mul(at(), nu))),
  };
}
