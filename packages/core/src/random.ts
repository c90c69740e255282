export { createRandom, restoreRandom, shuffled } from './random/generator.ts';
export type { Random, RandomState } from './random/generator.ts';
export { permutation } from './random/permutation.ts';
