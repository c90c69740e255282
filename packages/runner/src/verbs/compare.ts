import { compare as scoreOfPair, verify as decide } from '@siamese/core';
import { percent } from '../format.ts';
import type { Modality } from '../modality.ts';
import { fromHere } from '../paths.ts';
import { print } from '../print.ts';
import { useModel, type UseFlags } from './use-model.ts';

/** Prints the score of two items, the threshold, and whether they are the same. */
export async function compare<Item>(modality: Modality<Item>, a: string, b: string, flags: UseFlags): Promise<void> {
  const items = await Promise.all([a, b].map((path) => modality.read(fromHere(path))));
  const { model } = await useModel(modality, flags);
  const { score, probability } = await scoreOfPair(model, items[0]!, items[1]!);
  const threshold = model.calibration?.threshold;
  if (threshold === undefined) {
    print(`score ${score.toFixed(4)}, not calibrated: the model has no threshold, so same or different cannot be told`);
    return;
  }
  print(
    `${score >= threshold ? 'same' : 'different'}: score ${score.toFixed(4)}, threshold ${threshold.toFixed(4)}${likely(probability)}`,
  );
}

/**
 * Prints whether two items are the same, at the model's threshold.
 *
 * @returns whether they are, for the exit code
 * @throws {Error} the model has no threshold
 */
export async function verify<Item>(modality: Modality<Item>, a: string, b: string, flags: UseFlags): Promise<boolean> {
  const items = await Promise.all([a, b].map((path) => modality.read(fromHere(path))));
  const { model, folder } = await useModel(modality, flags);
  if (model.calibration === undefined) {
    throw new Error(
      `the model in ${folder} has no threshold, so same or different cannot be told; train with more ${modality.many} of each class`,
    );
  }
  const { same, score, threshold, probability } = await decide(model, items[0]!, items[1]!);
  print(
    `${same ? 'same' : 'different'}: score ${score.toFixed(4)}, threshold ${threshold.toFixed(4)}${likely(probability)}`,
  );
  return same;
}

function likely(probability: number | undefined): string {
  return probability === undefined ? '' : `, ${percent(probability, 1)} likely the same`;
}
