export type { SavedArray } from '../files/index.ts';
export { type Checkpoint, weightsFrom } from './checkpoint.ts';
export { checkpointBytes, checkpointFrom } from './checkpoint-bytes.ts';
export { fit } from './fit.ts';
export type {
  ComparatorPairsObjective,
  EncoderObjective,
  EncoderPairsObjective,
  FitCommon,
  FitResult,
  MatchedPairsObjective,
  Objective,
  RunLength,
  ScoredPairsObjective,
  SiameseObjective,
} from './fit-options.ts';
export type { Hook, HookState, RunEnd, RunInfo, StepEvent } from './hook.ts';
export {
  averageWeights,
  type Averaging,
  earlyStopping,
  keepBest,
  keepLast,
  type Measure,
  type Progress,
  progress,
  stopOnNaN,
  warnOnCollapse,
} from './hooks/index.ts';
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
export { type Backward, backward, type Forward, type Measured, step, update } from './step.ts';
export { trainableOf, variablesOf, type WeightsCopy, type WeightsKeeper } from './weights.ts';
