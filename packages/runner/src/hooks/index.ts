export { heldOutName, measureHeldOut } from './measure-held-out.ts';
export { showProgress } from './show-progress.ts';
export { stopOnInterrupt } from './stop-on-interrupt.ts';
export { writeMetrics } from './write-metrics.ts';
