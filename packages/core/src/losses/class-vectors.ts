import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger, checkSeed } from '../check.ts';
import { createRandom } from '../random.ts';
import { checkBatch } from './check-batch.ts';
import { classColumns } from './class-columns.ts';

/** What every loss with a vector for each class needs to know. */
export type ClassOptions = {
  /** The labels of the training set, each once. */
  readonly classes: readonly string[];
  /** The length of an embedding. */
  readonly dimensions: number;
  /** From what the vectors are drawn. */
  readonly seed: number;
};

/** Trained vectors, some for each class, and the way from labels to them. */
export type ClassVectors = {
  /** `[classes, d]`; with several centres `[classes * centres, d]`, those of one class in a row. */
  readonly variable: tf.Variable<tf.Rank.R2>;
  /** A 1 for each item in the column of its class, the rest 0, `[n, classes]`; throws what a batch loss has to throw. */
  membership(embeddings: tf.Tensor2D, labels: readonly string[]): tf.Tensor2D;
};

/**
 * Makes the vectors of a loss: normal values, of length 1 on average.
 *
 * @param centres how many for each class, 1 unless given
 * @throws TypeError if classes is no array of strings, RangeError if there are fewer than two, one twice, or a bad number
 */
export function classVectors(o: ClassOptions, where: string, centres = 1): ClassVectors {
  const { classes, dimensions, seed } = o;
  const columnsOf = classColumns(classes, where);
  checkPositiveInteger(dimensions, `${where}: dimensions`);
  checkSeed(seed, `${where}: seed`);
  checkPositiveInteger(centres, `${where}: centres`);
  const random = createRandom(seed, 'class vectors');
  const rows = classes.length * centres;
  const values = Float32Array.from({ length: rows * dimensions }, () => random.normal() / Math.sqrt(dimensions));
  return {
    variable: tf.tidy(() => tf.variable(tf.tensor2d(values, [rows, dimensions]))),
    membership(embeddings, labels) {
      checkBatch(embeddings, labels, where);
      if (embeddings.shape[1] !== dimensions) {
        throw new TypeError(
          `${where}: argument embeddings must have the shape [n, ${dimensions}], got [${embeddings.shape.join(', ')}]`,
        );
      }
      return tf.oneHot(tf.tensor1d(columnsOf(labels), 'int32'), classes.length, 1, 0, 'float32') as tf.Tensor2D;
    },
  };
}
