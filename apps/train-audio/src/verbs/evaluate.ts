import { evaluate as evaluateWith, type MeasureFlags } from '@siamese/runner';
import type { DataSet } from '../data/data-set.ts';
import { loadData } from '../data/load.ts';
import { ownFigures } from '../evaluate/own-figures.ts';
import { recordings } from '../recordings.ts';

/** Prints the figures of a model, as it is, on a data set's test part, beside those of MFCC statistics and of another model. */
export async function evaluate(flags: MeasureFlags): Promise<void> {
  const { data, seed, far } = flags;
  const o = { seed, skipBad: flags.skipBadItems === true, all: flags.all === true };
  let sets: Promise<readonly DataSet[]> | undefined;
  await evaluateWith(
    recordings,
    {
      load: () => (sets ??= loadData(data, o)),
      settings: { dataSeed: seed, far, threshold: 0 },
      figures: ownFigures,
    },
    flags,
  );
}
