import * as tf from '@tensorflow/tfjs';
import type { Distance } from './distances/index.ts';
import { unitRows } from './distances/index.ts';
import type { Json } from './json.ts';
import type { ScoreCalibration } from './metrics/index.ts';
import type { Random } from './random.ts';

/** What a model is given: `x`, its first axis the items, and for padded input a `mask` of the same first axis. */
export type Prepared = {
  x: tf.Tensor;
  mask?: tf.Tensor;
  /**
   * How many rows of x each item has, one unless given: windows of a long recording, crops of a picture. `embed` gives the mean of
   * their embeddings. Never in training, where each item has one.
   */
  parts?: readonly number[];
};

/** The threshold of a model, and what it was chosen and measured on. */
export type Calibration = {
  /** Scores from here on are called same. */
  threshold: number;
  /** What was asked for, in words or as JSON: `eer`, `far 0.01`. */
  target: string;
  /** The rate of different pairs called same at the threshold, 0 to 1. */
  far: number;
  /** The rate of same pairs called different at the threshold, 0 to 1. */
  frr: number;
  /** The items it was measured on, in words. */
  measuredOn: string;
  /** The number of pairs it was measured on. */
  pairs: number;
  /** From scores to the probability of same, where the share `prior` of all pairs is. */
  probability?: { curve: ScoreCalibration; prior: number };
};

/**
 * Items to embeddings: a preparation step and a `tf.LayersModel`.
 *
 * The model's inputs are x and, if there is one, mask; its output is the embedding, `[n, d]`.
 */
export type Encoder<Item> = {
  /** Inputs x and, if any, mask; ends at the embedding. */
  model: tf.LayersModel;
  /** Items to tensors, which the caller disposes. With `random` it may crop and augment, without it is deterministic. */
  prepare(items: readonly Item[], random?: Random): Promise<Prepared>;
  /** How embeddings are compared. */
  distance: Distance;
  /** Whether embeddings are brought to length 1 after the model. */
  normalize: boolean;
  /** The modality whose load rebuilds `prepare`: `image`, `audio`, ... */
  modality: string;
  /** Every constant of `prepare`. */
  preparation: Json;
  /** Set by `calibrate`. */
  calibration?: Calibration;
};

/**
 * The length of an encoder's embeddings.
 *
 * @throws TypeError if the model does not end at a matrix of known width
 */
export function dimensionsOf(encoder: Pick<Encoder<never>, 'model'>): number {
  const shape = encoder.model.outputShape as (number | null)[];
  const width = shape[1];
  if (shape.length !== 2 || typeof width !== 'number') {
    throw new TypeError(
      `dimensionsOf: the encoder's model must end at the shape [null, dimensions], got [${shape.join(', ')}]`,
    );
  }
  return width;
}

/**
 * The embeddings of a prepared batch, `[n, d]`, one for each row of x: the model, then rows of length 1 if the encoder says so.
 *
 * A zero row stays zero. `training` switches dropout and batch normalisation to training. It disposes nothing of
 * `prepared`; what it returns is the caller's.
 *
 * @throws TypeError if the model has a mask input and nothing was prepared for it, or the other way round, or if a shape
 * is not what the model takes
 */
export function embedBatch(
  encoder: Pick<Encoder<never>, 'model' | 'normalize'>,
  prepared: Prepared,
  { training = false }: { training?: boolean } = {},
): tf.Tensor2D {
  const { x, mask } = prepared;
  const wanted = encoder.model.inputs.length;
  const given = mask === undefined ? [x] : [x, mask];
  if (given.length !== wanted) {
    throw new TypeError(
      `embedBatch: the encoder's model has ${wanted} input(s) (x, then mask), got ${given.length} from prepare`,
    );
  }
  for (const [i, tensor] of given.entries()) checkInput(tensor, encoder.model.inputs[i]!, i === 0 ? 'x' : 'mask');
  return tf.tidy(() => {
    const output = encoder.model.apply(given.length === 1 ? x : given, { training });
    const embeddings = (Array.isArray(output) ? output[0] : output) as tf.Tensor2D;
    return encoder.normalize ? unitRows(embeddings) : embeddings;
  });
}

function checkInput({ shape }: tf.Tensor, input: tf.SymbolicTensor, name: string): void {
  const wanted: readonly (number | null)[] = input.shape;
  const fits =
    shape.length === wanted.length && wanted.every((length, axis) => length === null || length === shape[axis]);
  if (fits) return;
  const show = (lengths: readonly (number | null)[]) => `[${lengths.map((length) => length ?? 'any').join(', ')}]`;
  throw new TypeError(
    `embedBatch: ${name} must have the shape ${show(wanted)} of the model's input, got ${show(shape)}`,
  );
}

export type { Json } from './json.ts';
