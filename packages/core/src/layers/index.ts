export { attentiveStatistics } from './attentive-statistics.ts';
export { everyNthStep } from './every-nth-step.ts';
export { fillSteps } from './fill-steps.ts';
export { maskSteps } from './mask-steps.ts';
export { maskedBatchNormalization } from './masked-batch-normalization.ts';
export { maskedPooling } from './masked-pooling.ts';
export { registerLayers } from './register-layers.ts';
export { seedWeights, type Start } from './seed-weights.ts';
export { withMask } from './with-mask.ts';
