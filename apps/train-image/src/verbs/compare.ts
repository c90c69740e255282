import { compare as scoreOfPair } from '@siamese/core';
import { fromHere, print } from '@siamese/runner';
import { decodePicture } from '@siamese/image';
import type { UseFlags } from '../command-line.ts';
import { useModel } from './use-model.ts';

/** Prints the score of two pictures, the threshold, and whether they are the same. */
export async function compare(a: string, b: string, flags: UseFlags): Promise<void> {
  const pictures = await Promise.all([a, b].map((path) => decodePicture(fromHere(path))));
  const { model } = await useModel(flags);
  const { score } = await scoreOfPair(model, pictures[0]!, pictures[1]!);
  const threshold = model.calibration?.threshold;
  if (threshold === undefined) {
    print(`score ${score.toFixed(4)}, not calibrated: the model has no threshold, so same or different cannot be told`);
    return;
  }
  print(`${score >= threshold ? 'same' : 'different'}: score ${score.toFixed(4)}, threshold ${threshold.toFixed(4)}`);
}
