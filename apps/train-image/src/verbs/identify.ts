import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { enrol, identify as identifyIn } from '@siamese/core';
import { decodePicture, type ImageItem } from '@siamese/image';
import { fromFolder } from '@siamese/image/node';
import { fromHere, print, shown } from '@siamese/runner';
import type { IdentifyFlags } from '../command-line.ts';
import { encoderOf } from '../objective.ts';
import { readable } from '../readable.ts';
import { useModel } from './use-model.ts';

/** Prints for each picture the label of the gallery, or that it is unknown and why, with its score. */
export async function identify(paths: readonly string[], flags: IdentifyFlags): Promise<void> {
  const queries: ImageItem[] = [];
  for (const path of paths) queries.push(await decodePicture(fromHere(path)));
  const files = await fromFolder(fromHere(flags.gallery));
  const { model, folder } = await useModel(flags);
  const encoder = encoderOf(model);
  const skipBad = flags.skipBadItems === true;
  const data = await readable(files, encoder, skipBad);

  // Training leaves pictures of classes that it did not learn: whoever looks like one of them is a stranger here too.
  const kept = flags.strangers === undefined ? join(dirname(folder), 'strangers') : fromHere(flags.strangers);
  const strangers =
    flags.strangers !== undefined || existsSync(kept)
      ? await readable(await fromFolder(kept), encoder, skipBad)
      : undefined;
  const gallery = await enrol(encoder, data, strangers === undefined ? {} : { strangers, far: flags.far });
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
  if (strangers !== undefined && answers.some(({ reason }) => reason === 'too far'))
    print(
      `At this threshold ${Number((flags.far * 100).toFixed(3))} of 100 strangers are let in; a larger --far names more, and lets more in.`,
    );
}
