export { clipNorm } from './clip-norm.ts';
export { clipValue } from './clip-value.ts';
export { rateFactors } from './rate-factors.ts';
export { weightDecay } from './weight-decay.ts';
