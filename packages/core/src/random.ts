export { drawOutside, holedRanges, type HoledRanges } from './random/draw-outside.ts';
export { createRandom, restoreRandom, shuffled } from './random/generator.ts';
export type { Random, RandomState } from './random/generator.ts';
export { permutation } from './random/permutation.ts';
export { permutationRun, type PermutationRun } from './random/permutation-run.ts';
