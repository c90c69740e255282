import { shown } from '@siamese/runner';
import type { NextCommand } from '@siamese/runner/report';
import type { Samples } from './samples.ts';

/** What to type next, with paths that are there. */
export function nextCommands(
  folder: string,
  samples: Samples,
  o: { readonly calibrated: boolean; readonly own: boolean },
): NextCommand[] {
  const model = `--model ${shown(folder)}`;
  const identify = (picture: string): string =>
    `npm start -- identify ${shown(picture)} --gallery ${shown(samples.folder)} ${model}`;
  const unsure = o.calibrated ? '' : ' (not calibrated: a score, no threshold)';
  return [
    {
      command: `npm start -- compare ${samples.same.map(shown).join(' ')} ${model}`,
      what: `two pictures of one class${unsure}`,
    },
    {
      command: `npm start -- compare ${shown(samples.same[0])} ${shown(samples.different)} ${model}`,
      what: 'of two classes',
    },
    { command: identify(samples.query), what: 'whose picture is it?' },
    ...(samples.stranger === undefined ? [] : [{ command: identify(samples.stranger), what: 'a stranger' }]),
    {
      command: `npm start -- embed ${shown(samples.folder)} --out ${shown(`${folder}/embeddings.npy`)} ${model}`,
      what: 'embeddings for NumPy',
    },
    // Whoever has trained on a folder knows how.
    ...(o.own
      ? []
      : [
          {
            command: `npm start -- train --data ${shown(samples.folder)}`,
            what: 'the same on a folder of class folders: put yours here',
          },
        ]),
  ];
}
