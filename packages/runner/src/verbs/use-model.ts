import { chooseBackend, type BackendName } from '../backend/index.ts';
import type { Modality, Usable } from '../modality.ts';
import { note } from '../print.ts';
import { findModel } from '../run-folder/index.ts';

/** What a verb that uses a model was told. */
export type UseFlags = {
  model?: string;
  runs: string;
  skipBadItems?: boolean;
  backend?: BackendName;
  threads?: number;
};

/** Starts the backend and loads the model that was named, or the latest; says on standard error which. */
export async function useModel<Item>(
  modality: Pick<Modality<Item>, 'load'>,
  flags: UseFlags,
): Promise<{ model: Usable<Item>; folder: string }> {
  const folder = findModel(flags.model, flags.runs);
  await chooseBackend(flags);
  const model = await modality.load(folder);
  if (flags.model === undefined) note(`model ${folder}`);
  return { model, folder };
}
