export { bilinear } from './bilinear.ts';
export type { Head, HeadOf } from './head.ts';
export { headFrom } from './head-from.ts';
export { onConcatenation } from './on-concatenation.ts';
export { onDifference } from './on-difference.ts';
export { onDistance } from './on-distance.ts';
export { scaled } from './scaled.ts';
