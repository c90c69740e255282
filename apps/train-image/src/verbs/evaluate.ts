import { embed, wilson } from '@siamese/core';
import { parsePreparation } from '@siamese/image';
import { percent, print } from '@siamese/runner';
import { announce, announceFigure } from '../announce.ts';
import type { EvaluateFlags } from '../command-line.ts';
import { loadData } from '../data/load.ts';
import { omniglotRuns, type OmniglotRun } from '../data/omniglot.ts';
import { defaults } from '../defaults.ts';
import { measure, measurePixels } from '../evaluate/measure.ts';
import { rawPixels } from '../evaluate/raw-pixels.ts';
import { encoderOf, type Target } from '../objective.ts';
import { nearestOf } from '../evaluate/nearest-of.ts';
import { useModel } from './use-model.ts';

/** Prints the figures of a model, as it is, on a data set's test part, beside those of raw pixels. */
export async function evaluate(flags: EvaluateFlags): Promise<void> {
  const { model } = await useModel(flags);
  const encoder = encoderOf(model);
  const { width } = parsePreparation(encoder.preparation);
  const look = { size: width, crop: flags.crop === true };
  if (flags.data === 'omniglot-runs') return evaluateRuns(model, await omniglotRuns(look), look.crop);
  const data = await loadData(flags.data, {
    ...look,
    seed: flags.seed,
    skipBad: flags.skipBadItems === true,
    unseen: 0,
    holdOut: true,
  });
  announce('data', `${data.name}: ${data.test.items.length} to test`, ...data.notes);
  const settings = { ...defaults, dataSeed: flags.seed, far: flags.far };
  const { measured } = await measure(model, data, settings, await measurePixels(model, data, settings));
  for (const figure of measured) announceFigure(figure);
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
