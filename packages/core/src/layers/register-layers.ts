import * as tf from '@tensorflow/tfjs';
import { AttentiveStatistics } from './attentive-statistics.ts';
import { EveryNthStep } from './every-nth-step.ts';
import { LastStep } from './last-step.ts';
import { MaskSteps } from './mask-steps.ts';
import { MaskedBatchNormalization } from './masked-batch-normalization.ts';
import { MaskedPooling } from './masked-pooling.ts';
import { PadSteps } from './pad-steps.ts';

const layers = [
  AttentiveStatistics,
  EveryNthStep,
  LastStep,
  MaskSteps,
  MaskedBatchNormalization,
  MaskedPooling,
  PadSteps,
];

/** Lets TensorFlow.js load models with our layers. Reading a model folder does it; `tf.loadLayersModel` by itself needs it. */
export function registerLayers(): void {
  for (const layer of layers) tf.serialization.registerClass(layer as never);
}
