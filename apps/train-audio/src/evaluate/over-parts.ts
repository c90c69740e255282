import type { Measured } from '@siamese/runner';

/** The figures of several tests of one seed as one: means, and as many trials as there were in all; those that all have. */
export function overParts(parts: readonly (readonly Measured[])[]): readonly Measured[] {
  if (parts.length === 1) return parts[0]!;
  return parts[0]!.flatMap((first) => {
    const all = parts.flatMap((figures) => figures.find(({ key }) => key === first.key) ?? []);
    if (all.length < parts.length) return [];
    const mean = (of: (figure: Measured) => number): number =>
      all.reduce((sum, figure) => sum + of(figure), 0) / all.length;
    return {
      ...first,
      value: mean(({ value }) => value),
      ...(first.low === undefined ? {} : { low: mean(({ low }) => low!) }),
      ...(first.high === undefined ? {} : { high: mean(({ high }) => high!) }),
      ...(first.baseline === undefined ? {} : { baseline: mean(({ baseline }) => baseline!) }),
      n: all.reduce((sum, { n }) => sum + n, 0),
      protocol: `${first.protocol}; mean of ${all.length} trainings`,
    };
  });
}
