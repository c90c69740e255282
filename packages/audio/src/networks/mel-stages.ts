import { checkInRange, checkPositiveInteger } from '@siamese/core/check';
import { maskSteps } from '@siamese/core';
import { convStage } from './conv-stage.ts';
import type { Convolution } from './convolution.ts';
import { masked, type Steps } from './steps.ts';

/** The shape of the convolutions over mel frames. */
export type MelOptions = {
  /** Filters of the first convolution; the others have two and four times as many. Default 128. */
  readonly depth?: number;
  /** The share of values that dropout takes away. Default 0.25. */
  readonly dropout?: number;
};

/** Four stages of convolutions that shorten time by four; the first two with their strides. */
export function melStages(input: Steps, { depth = 128, dropout = 0.25, seed }: MelOptions & { seed: number }): Steps {
  checkPositiveInteger(depth, 'melStages: depth');
  checkInRange(dropout, 0, 1 - Number.EPSILON, 'melStages: dropout');
  const stages: readonly (readonly Convolution[])[] = [
    [[depth, 7, 2]],
    [[2 * depth, 5, 2]],
    [
      [2 * depth, 3],
      [4 * depth, 3],
    ],
    [
      [4 * depth, 3],
      [4 * depth, 1],
    ],
  ];
  return stages.reduce(
    (steps, convolutions, i) => convStage(steps, { name: `stage${i + 1}`, convolutions, dropout, seed }),
    masked(maskSteps({ name: 'ends' }), input),
  );
}
