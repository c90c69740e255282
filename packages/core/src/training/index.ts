export { fit } from './fit.ts';
export type {
  ComparatorPairsObjective,
  EncoderObjective,
  EncoderPairsObjective,
  FitCommon,
  FitResult,
  Objective,
  RunLength,
  SiameseObjective,
} from './fit-options.ts';
export type { Hook, RunEnd, RunInfo, StepEvent } from './hook.ts';
export { earlyStopping, type Progress, progress, stopOnNaN, warnOnCollapse } from './hooks/index.ts';
export { clipNorm, clipValue, rateFactors, weightDecay } from './optimizers/index.ts';
export {
  constant,
  cosineDecay,
  divideByStep,
  oneCycle,
  type Schedule,
  sineDecay,
  stepDecay,
  tanhDecay,
  warmUp,
  warmUpCosine,
} from './schedules/index.ts';
export { seededDropout } from './seeded-dropout.ts';
export { type Forward, type Measured, step } from './step.ts';
export type { WeightsCopy, WeightsKeeper } from './weights.ts';
