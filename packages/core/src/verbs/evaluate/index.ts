export { evaluate, type EvaluateFeaturesOptions, evaluateInDetail, type EvaluateOptions } from './evaluate.ts';
export type { Evaluation, EvaluationInDetail, MeasureOptions } from './evaluation.ts';
export type { Embedded } from './measure-set.ts';
