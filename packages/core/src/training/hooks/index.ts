export { earlyStopping } from './early-stopping.ts';
export { type Progress, progress } from './progress.ts';
export { stopOnNaN } from './stop-on-nan.ts';
export { warnOnCollapse } from './warn-on-collapse.ts';
