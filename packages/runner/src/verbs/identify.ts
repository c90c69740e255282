import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { enrol, identify as identifyIn, type Gallery, type Labelled } from '@siamese/core';
import { loadGallery, saveGallery } from '@siamese/core/node';
import { UsageError } from '../errors/index.ts';
import { encoderOf, type Modality, type Usable } from '../modality.ts';
import { fromHere, shown } from '../paths.ts';
import { print } from '../print.ts';
import { useModel, type UseFlags } from './use-model.ts';

/** What `identify` was told. */
export type IdentifyFlags = UseFlags & { gallery: string; strangers?: string; far: number; saveGallery?: string };

/** Prints for each item the label of the gallery, or that it is unknown and why, with its score. */
export async function identify<Item>(
  modality: Modality<Item>,
  paths: readonly string[],
  flags: IdentifyFlags,
): Promise<void> {
  const queries: Item[] = [];
  for (const path of paths) queries.push(await modality.read(fromHere(path)));
  const place = fromHere(flags.gallery);
  const saved = statSync(place, { throwIfNoEntry: false })?.isFile() === true;
  if (saved && flags.strangers !== undefined) {
    throw new UsageError('--strangers is for a folder; a saved gallery has its threshold already');
  }
  const files = saved ? undefined : await modality.fromFolder(place);
  const { model, folder } = await useModel(modality, flags);
  const gallery =
    files === undefined
      ? await loadGallery<Item>(place, encoderOf(model))
      : await enrolled(modality, files, { model, folder, flags });
  if (flags.saveGallery !== undefined) await saveGallery(gallery, fromHere(flags.saveGallery));
  const answers = await identifyIn(gallery, queries);
  answers.forEach((answer, i) => {
    const { label, nearest, score, runnerUp } = answer;
    const found = label ?? `unknown (${answer.reason})`;
    const closest = label === undefined ? `, nearest ${nearest}` : '';
    const limit =
      gallery.threshold === undefined
        ? ', not calibrated: a stranger would be given the nearest name too'
        : `, threshold ${gallery.threshold.toFixed(4)}`;
    const beside = runnerUp === undefined ? '' : `, next ${runnerUp.label} ${runnerUp.score.toFixed(4)}`;
    print(`${shown(fromHere(paths[i]!))}: ${found}, score ${score.toFixed(4)}${limit}${closest}${beside}`);
  });
  // As it was asked for: a saved gallery keeps it in words, `far 0.01`.
  const far = Number(gallery.calibration?.target.replace('far ', ''));
  if (gallery.calibration !== undefined && answers.some(({ reason }) => reason === 'too far'))
    print(
      `At this threshold ${Number((100 * far).toFixed(3))} of 100 strangers are let in; a larger --far names more, and lets more in.`,
    );
}

/** The gallery of a folder, at the threshold that strangers give where there are some. */
async function enrolled<Item>(
  modality: Modality<Item>,
  files: Labelled<Item>,
  { model, folder, flags }: { model: Usable<Item>; folder: string; flags: IdentifyFlags },
): Promise<Gallery<Item>> {
  const encoder = encoderOf(model);
  const skipBad = flags.skipBadItems === true;
  const data = await modality.readable(files, encoder, skipBad);
  // Training leaves items of classes that it did not learn: whoever looks like one of them is a stranger here too.
  const kept = flags.strangers === undefined ? join(dirname(folder), 'strangers') : fromHere(flags.strangers);
  if (flags.strangers === undefined && !existsSync(kept)) return enrol(encoder, data);
  const strangers = await modality.readable(await modality.fromFolder(kept), encoder, skipBad);
  return enrol(encoder, data, { strangers, far: flags.far });
}
