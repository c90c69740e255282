export { averageWeights, type Averaging } from './average-weights.ts';
export { earlyStopping } from './early-stopping.ts';
export { keepBest } from './keep-best.ts';
export { keepLast } from './keep-last.ts';
export { type Progress, progress } from './progress.ts';
export { stopOnNaN } from './stop-on-nan.ts';
export { warnOnCollapse } from './warn-on-collapse.ts';
export type { Measure } from './watch-measure.ts';
