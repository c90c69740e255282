import * as tf from '@tensorflow/tfjs';
import { AttentiveStatistics } from './attentive-statistics.ts';
import { EveryNthStep } from './every-nth-step.ts';
import { FillSteps } from './fill-steps.ts';
import { MaskSteps } from './mask-steps.ts';
import { MaskedBatchNormalization } from './masked-batch-normalization.ts';
import { MaskedPooling } from './masked-pooling.ts';
import { WithMask } from './with-mask.ts';

const layers = [
  AttentiveStatistics,
  EveryNthStep,
  FillSteps,
  MaskSteps,
  MaskedBatchNormalization,
  MaskedPooling,
  WithMask,
];

/** Lets TensorFlow.js load models with our layers. Reading a model folder does it; `tf.loadLayersModel` by itself needs it. */
export function registerLayers(): void {
  for (const layer of layers) tf.serialization.registerClass(layer as never);
}
