import { voices } from '../voices/index.ts';
import type { DataSet } from './data-set.ts';

/** The embedded data set: people who don't exist, synthesised by a seeded program. */
export function embedded(seed: number): DataSet {
  return {
    name: 'voices',
    ...voices({ seed }),
    closed: false,
    repeat: true,
    notes: [
      'synthesised voices of 280 people; train, calibration and test have their own, and every recording another microphone',
    ],
  };
}
