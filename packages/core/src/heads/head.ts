import type * as tf from '@tensorflow/tfjs';
import type { Json } from '../json.ts';

/** What turns two embeddings into a logit: `sigmoid(logit)` is the probability that they are the same. */
export type Head = {
  /** Features `[n, f]` (of `bilinear` both embeddings) to a logit `[n, 1]`: the learned part. */
  readonly model: tf.LayersModel;
  /** What `headFrom` needs besides the model. */
  readonly json: Json;
  /** Embeddings `[n, d]` and `[n, d]` to logits `[n]`; larger is more alike. */
  logits(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor1D;
};

/** Makes a head for embeddings of a length, its weights a function of the seed. */
export type HeadOf = (o: { dimensions: number; seed: number }) => Head;
