export { allOf, splitOwn } from './split-own.ts';
export type { Split } from './split-own.ts';
