import { embed, wilson } from '@siamese/core';
import { parsePreparation } from '@siamese/image';
import { encoderOf, evaluate as evaluateWith, percent, print, useModel } from '@siamese/runner';
import type { EvaluateFlags } from '../command-line.ts';
import { loadData } from '../data/load.ts';
import { omniglotRuns, type OmniglotRun } from '../data/omniglot.ts';
import { nearestOf } from '../evaluate/nearest-of.ts';
import { rawPixels } from '../evaluate/raw-pixels.ts';
import type { Target } from '../objective.ts';
import { pictures } from '../pictures.ts';

/** Prints the figures of a model, as it is, on a data set's test part, beside those of raw pixels and of another model. */
export async function evaluate(flags: EvaluateFlags): Promise<void> {
  const { data, seed, unseen, far } = flags;
  const crop = flags.crop === true;
  const sizeOf = (encoder: ReturnType<typeof encoderOf>): number => parsePreparation(encoder.preparation).width;
  if (data === 'omniglot-runs') {
    const { model } = await useModel(pictures, flags);
    return evaluateRuns(model, await omniglotRuns({ size: sizeOf(encoderOf(model)), crop }), crop);
  }
  const o = { crop, unseen, seed, skipBad: flags.skipBadItems === true, all: flags.all === true, holdOut: true };
  await evaluateWith(
    pictures,
    {
      load: async (encoder) => [await loadData(data, { ...o, size: sizeOf(encoder) })],
      settings: { dataSeed: seed, far, threshold: 0 },
    },
    flags,
  );
}

/** Lake's 20 runs: 20 drawings of one alphabet, each to be named by its nearest among one drawing of each of 20 characters. */
async function evaluateRuns(model: Target, runs: readonly OmniglotRun[], crop: boolean): Promise<void> {
  const encoder = encoderOf(model);
  const raw = rawPixels(encoder);
  const rightOf = async (by: typeof encoder): Promise<number> => {
    let right = 0;
    for (const { gallery, queries, answers } of runs) {
      const nearest = await nearestOf(await embed(by, queries), await embed(by, gallery), by.distance);
      right += nearest.filter((row, i) => row === answers[i]).length;
    }
    return right;
  };
  const trials = runs.reduce((sum, { queries }) => sum + queries.length, 0);
  const [right, byPixels] = [await rightOf(encoder), await rightOf(raw)];
  const { low, high } = wilson(right, trials);
  print(
    `omniglot-runs, 20-way 1-shot within an alphabet${crop ? ', cropped to the ink' : ''}: ${percent(right / trials)} ` +
      `(${percent(low!)} to ${percent(high!)}) of ${trials}, raw pixels ${percent(byPixels / trials)}`,
  );
}
