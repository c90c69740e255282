import { chooseBackend, findModel, note } from '@siamese/runner';
import { loadImageModel } from '@siamese/image/node';
import type { UseFlags } from '../command-line.ts';
import type { Target } from '../objective.ts';

/** Starts the backend and loads the model that was named, or the latest; says on standard error which. */
export async function useModel(flags: UseFlags): Promise<{ model: Target; folder: string }> {
  const folder = findModel(flags.model, flags.runs);
  await chooseBackend(flags);
  const model = await loadImageModel(folder);
  if (flags.model === undefined) note(`model ${folder}`);
  return { model, folder };
}
