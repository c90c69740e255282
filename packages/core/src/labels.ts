export { checkLabelled, pick } from './labels/labelled.ts';
export type { Labelled, Paired } from './labels/labelled.ts';
export { splitByLabel } from './labels/split-by-label.ts';
export { splitWithinLabel } from './labels/split-within-label.ts';
export type { Split, SplitOptions } from './labels/parts.ts';
