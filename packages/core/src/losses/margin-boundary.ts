import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkInRange, checkPositive } from '../check.ts';
import type { Distance } from '../distances/index.ts';
import { euclidean } from '../distances/index.ts';
import { checkLossLength } from './check-loss-length.ts';
import { classColumns } from './class-columns.ts';
import { learnedNumber } from './learned-number.ts';

/** What the margin loss may be told, of pairs or of triplets. */
export type MarginOptions = {
  readonly margin?: number;
  readonly beta?: number;
  readonly learned?: boolean;
  /** The labels of the training set, each once: each then has a beta of its own. */
  readonly classes?: readonly string[];
  readonly nu?: number;
  readonly distance?: Distance;
};

/** What a same and a different pair at distance d cost on either side of beta, and `nu beta` besides. */
export type BoundaryCosts = {
  same(d: tf.Tensor1D): tf.Tensor1D;
  different(d: tf.Tensor1D): tf.Tensor1D;
  regularised(values: tf.Tensor1D): tf.Tensor1D;
};

/** The boundary between same and different. */
export type MarginBoundary = {
  readonly distance: Distance;
  /** beta, where it is learned: a number, or one for each class. */
  readonly variables: readonly tf.Variable[];
  /** Whether it has to be told labels. */
  readonly byLabel: boolean;
  /** What lies about it, for values of as many anchors as there are labels; labels count only with classes. */
  of(values: tf.Tensor1D, labels: readonly string[] | undefined): BoundaryCosts;
};

/**
 * @throws RangeError if margin or beta is not a positive number, nu negative, or classes are given and beta is not learned;
 * TypeError or RangeError if classes are no labels
 */
export function marginBoundary(o: MarginOptions, where: string): MarginBoundary {
  const { margin = 0.2, beta = 1.2, learned = true, classes, nu = 0, distance = euclidean } = o;
  checkPositive(margin, `${where}: margin`);
  checkPositive(beta, `${where}: beta`);
  checkFinite(nu, `${where}: nu`);
  checkInRange(nu, 0, Infinity, `${where}: nu`);
  const columnsOf = classes && classColumns(classes, where);
  if (classes !== undefined && !learned) {
    throw new RangeError(`${where}: learned must be true with classes: without it every beta is the same, got false`);
  }
  const start = (): tf.Variable =>
    classes === undefined ? learnedNumber(beta) : tf.tidy(() => tf.variable(tf.fill([classes.length], beta)));
  const variable = learned ? start() : undefined;
  const at = (values: tf.Tensor1D, labels: readonly string[] | undefined): tf.Tensor | number => {
    if (columnsOf === undefined) return variable ?? beta;
    if (labels === undefined) {
      throw new TypeError(`${where}: argument labels must be given, as it has a beta for each class, got undefined`);
    }
    checkLossLength(values, labels.length, where, 'labels');
    return tf.gather(variable!, tf.tensor1d(columnsOf(labels), 'int32'));
  };
  return {
    distance,
    variables: variable === undefined ? [] : [variable],
    byLabel: classes !== undefined,
    of(values, labels) {
      const b = at(values, labels);
      return {
        same: (d) => tf.relu(tf.add(tf.sub(d, b), margin)) as tf.Tensor1D,
        different: (d) => tf.relu(tf.add(tf.sub(b, d), margin)) as tf.Tensor1D,
        regularised: (costs) => (nu === 0 ? costs : tf.add(costs, tf.mul(b, nu))),
      };
    },
  };
}
