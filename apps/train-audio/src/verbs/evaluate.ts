import { announceFigure, evaluate as evaluateWith, useModel } from '@siamese/runner';
import type { EvaluateFlags } from '../command-line.ts';
import { loadData } from '../data/load.ts';
import { ownFigures } from '../evaluate/own-figures.ts';
import { recordings } from '../recordings.ts';

/** Prints the figures of a model, as it is, on a data set's test part, beside those of MFCC statistics and of another model. */
export async function evaluate(flags: EvaluateFlags): Promise<void> {
  const { seed, far } = flags;
  const o = { seed, skipBad: flags.skipBadItems === true, all: flags.all === true };
  const sets = await loadData(flags.data, o);
  for (const data of sets) {
    await evaluateWith(recordings, async () => data, { dataSeed: seed, far, threshold: 0 }, flags);
    if (data.figures === undefined) continue;
    const { model } = await useModel(recordings, flags);
    for (const figure of await ownFigures(data, model)) announceFigure(figure, recordings.baselineName);
  }
}
