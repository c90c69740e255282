import * as tf from '@tensorflow/tfjs';
import { embedBatch } from '../encoder.ts';
import type { Course, Loaded } from './course.ts';
import type { Forward } from './step.ts';

/** A batch through its encoders, and what it costs. */
export function forwardOf({ encoders }: Pick<Course, 'encoders'>, { prepared, values }: Loaded): Forward {
  const parts = prepared.map((part, i) => embedBatch(encoders[i]!, part, { training: true }));
  return { ...values(parts), embeddings: parts.length === 1 ? parts[0]! : tf.concat(parts) };
}
