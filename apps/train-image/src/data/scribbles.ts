import { scribbles } from '../scribbles/index.ts';
import type { DataSet } from './data-set.ts';

/** The embedded data set: invented characters, drawn by a seeded program. */
export function embedded(seed: number): DataSet {
  return {
    name: 'scribbles',
    ...scribbles({ seed }),
    closed: false,
    size: 28,
    channels: 1,
    notes: ['train, calibration and test have their own characters and their own 20 drawers each'],
  };
}
