import type { ReportContent, ReportItem } from './content.ts';
import { firstLine, mistakesShown } from './mistakes-shown.ts';
import { dataUrlOf } from './picture.ts';
import { soundUrlOf } from './sound.ts';

/** Characters of pictures, and of sounds, that may stand among the mistakes and the episodes. */
const [mostPictured, mostHeard] = [1_500_000, 1_500_000];

/**
 * The items as mistakes and episodes show them: from where there would be too much of it, by their names, and unheard. What a
 * reader sees first is kept first.
 */
export function fitItems(content: ReportContent): ReportItem[] {
  const { items = [], mistakes, episodes } = content;
  const line = firstLine(content);
  const kinds = [
    [mistakes?.falseMatches ?? [], 'falseMatch'],
    [mistakes?.falseNonMatches ?? [], 'falseNonMatch'],
  ] as const;
  const first = kinds.flatMap(([pairs, kind]) => {
    const scores = pairs.map(({ score }) => score);
    return mistakesShown(scores, kind, line).map((place) => pairs[place]!);
  });
  const shown = new Set(first);
  const rest = kinds.flatMap(([pairs]) => pairs.filter((pair) => !shown.has(pair)));
  const paired = [...first, ...rest].flatMap(({ a, b }) => [a, b]);
  const asked = [...(episodes?.first ?? []), ...(episodes?.wrong ?? [])];
  const inEpisodes = asked.flatMap(({ query, candidates }) => [query, ...candidates]);
  const fitted = [...items];
  fit([...inEpisodes, ...paired], mostPictured, (item) => dataUrlOf(item.picture).length, 'picture');
  fit(paired, mostHeard, (item) => soundUrlOf(item.sound).length, 'sound');
  return fitted;

  function fit(
    uses: readonly number[],
    most: number,
    size: (item: ReportItem) => number,
    part: 'picture' | 'sound',
  ): void {
    let spent = 0;
    for (const place of uses) {
      const item = fitted[place];
      if (item === undefined) continue;
      spent += size(item);
      if (spent <= most) continue;
      const { [part]: _, ...rest } = item;
      fitted[place] = rest;
    }
  }
}
