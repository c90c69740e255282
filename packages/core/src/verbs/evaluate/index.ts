export type { Embedded } from './embedded.ts';
export { evaluate, type EvaluateFeaturesOptions, evaluateInDetail, type EvaluateOptions } from './evaluate.ts';
export type { Evaluation, EvaluationInDetail, MeasureOptions } from './evaluation.ts';
export { type OneShotTrial, oneShotTrials } from './one-shot.ts';
