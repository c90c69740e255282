import type { ReportContent } from './content.ts';

/** Which way pairs are wrong: different ones taken for the same, or same ones that were not recognised. */
export type MistakeKind = 'falseMatch' | 'falseNonMatch';

/** Where the line is drawn; a larger score is more alike, a larger distance less. */
export type Line = { readonly quantity: 'score' | 'distance'; readonly threshold: number };

/**
 * Which pairs of a list a page shows: of those that are wrong at the threshold at most so many, from the worst to those only
 * just wrong.
 *
 * @param scores of all pairs of this kind, worst first
 * @param line undefined: all are wrong
 * @returns places in the list
 */
export function mistakesShown(
  scores: readonly number[],
  kind: MistakeKind,
  line: Line | undefined,
  most = 12,
): number[] {
  const sign = line?.quantity === 'distance' ? -1 : 1;
  const wrong = [...scores.keys()].filter((i) => {
    if (line === undefined) return true;
    const passes = sign * scores[i]! >= sign * line.threshold;
    return passes === (kind === 'falseMatch');
  });
  if (wrong.length <= most) return wrong;
  return Array.from({ length: most }, (_, i) => wrong[Math.round((i * (wrong.length - 1)) / (most - 1))]!);
}

/** The line at which a page begins, if there is one. */
export function firstLine({ scores, stops }: Pick<ReportContent, 'scores' | 'stops'>): Line | undefined {
  const threshold = stops === undefined ? scores?.threshold : stops.thresholds[stops.start];
  if (threshold === undefined || !Number.isFinite(threshold)) return undefined;
  return { quantity: scores?.quantity ?? 'score', threshold };
}
