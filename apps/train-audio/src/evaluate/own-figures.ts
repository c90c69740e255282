import type { AudioItem } from '@siamese/audio';
import { encoderOf, type Measured, type Usable } from '@siamese/runner';
import type { DataSet } from '../data/data-set.ts';
import { mfccStatistics } from './mfcc-statistics.ts';

/** The figures that a data set is measured by besides those of all sets, each beside that of MFCC statistics. */
export async function ownFigures(data: DataSet, target: Usable<AudioItem>): Promise<readonly Measured[]> {
  if (data.figures === undefined) return [];
  const baseline = mfccStatistics(encoderOf(target));
  try {
    return await data.figures(target, baseline);
  } finally {
    baseline.model.dispose();
  }
}
