import { shown } from '../paths.ts';
import type { NextCommand } from '../report/index.ts';
import type { Samples } from './samples.ts';

/** What items are called, and what starts the runner. */
export type RunnerWords = { readonly one: string; readonly many: string; readonly starts: string };

/** What to type next, with paths that are there. */
export function nextCommands(
  folder: string,
  samples: Samples,
  { words, ...o }: { readonly words: RunnerWords; readonly calibrated: boolean; readonly own: boolean },
): NextCommand[] {
  const model = `--model ${shown(folder)}`;
  const identify = (path: string): string =>
    `${words.starts} identify ${shown(path)} --gallery ${shown(samples.folder)} ${model}`;
  const unsure = o.calibrated ? '' : ' (not calibrated: a score, no threshold)';
  return [
    {
      command: `${words.starts} compare ${samples.same.map(shown).join(' ')} ${model}`,
      what: `two ${words.many} of one class${unsure}`,
    },
    {
      command: `${words.starts} compare ${shown(samples.same[0])} ${shown(samples.different)} ${model}`,
      what: 'of two classes',
    },
    { command: identify(samples.query), what: `whose ${words.one} is it?` },
    ...(samples.stranger === undefined ? [] : [{ command: identify(samples.stranger), what: 'a stranger' }]),
    {
      command: `${words.starts} embed ${shown(samples.folder)} --out ${shown(`${folder}/embeddings.npy`)} ${model}`,
      what: 'embeddings for NumPy',
    },
    // Whoever has trained on a folder knows how.
    ...(o.own
      ? []
      : [
          {
            command: `${words.starts} train --data ${shown(samples.folder)}`,
            what: 'the same on a folder of class folders: put yours here',
          },
        ]),
  ];
}
