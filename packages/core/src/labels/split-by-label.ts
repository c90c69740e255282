import { createRandom, shuffled } from '../random.ts';
import { components } from './components.ts';
import type { Labelled } from './labelled.ts';
import { countsOf, partsOf, sharesOf } from './parts.ts';
import type { Shares, Split, SplitOptions } from './parts.ts';

/**
 * Splits the data so that no class is in two parts: what is measured on has never been seen.
 *
 * Groups are not split either. Where groups and classes nest (a recording has one speaker, an alphabet many
 * characters) nothing is lost. Where they cross (each drawer draws every character), both are split, and items whose
 * class and group went to different parts are left out and counted in `leftOut`.
 *
 * Shares are of classes. Each part that is asked for has two classes or more. The same seed gives the same parts.
 *
 * @throws RangeError if a share is out of range or there are too few classes (or groups, where they cross)
 * @throws TypeError if the data has no items or labels
 */
export function splitByLabel<Item>(data: Labelled<Item>, options: SplitOptions): Split<Item> {
  const shares = sharesOf(data, options, 'splitByLabel');
  const labels = [...new Set(data.labels)];
  const wantedParts = shares.filter((share) => share > 0).length;
  if (labels.length < 2 * wantedParts) {
    throw new RangeError(
      `splitByLabel: data must have at least ${2 * wantedParts} classes (two in each of ${wantedParts} parts), got ` +
        `${labels.length}; add classes, set calibration or test to 0, or split items with splitWithinLabel`,
    );
  }
  const { groups } = data;
  if (!groups) return partsOf(data, partOfItems(data.labels, assign(labels, shares, options.seed, 'labels')));

  const component = components(data.labels, groups);
  const together = assignComponents(component, shares, options.seed);
  if (together) return partsOf(data, partOfItems(data.labels, together));

  const names = [...new Set(groups)];
  if (names.length < wantedParts) {
    throw new RangeError(
      `splitByLabel: data must have at least ${wantedParts} groups, as groups and classes cross, got ${names.length}`,
    );
  }
  const byLabel = partOfItems(data.labels, assign(labels, shares, options.seed, 'labels'));
  const byGroup = partOfItems(groups, assign(names, shares, options.seed, 'groups', 1));
  return partsOf(
    data,
    byLabel.map((part, item) => (part === byGroup[item] ? part : -1)),
  );
}

function partOfItems(names: readonly string[], partOf: ReadonlyMap<string, number>): number[] {
  return names.map((name) => partOf.get(name)!);
}

function assign(names: string[], shares: Shares, seed: number, stream: string, least = 2): Map<string, number> {
  const counts = countsOf(names.length, shares, least);
  const order = shuffled(names.sort(), createRandom(seed, 'splitByLabel', stream));
  return new Map(order.map((name, rank) => [name, rank < counts[0] ? 0 : rank < counts[0] + counts[1] ? 1 : 2]));
}

/** Whole components to parts, the largest first, each to the part that lacks most; undefined if they are too coarse. */
function assignComponents(
  component: ReadonlyMap<string, number>,
  shares: Shares,
  seed: number,
): Map<string, number> | undefined {
  const members = new Map<number, string[]>();
  for (const label of [...component.keys()].sort()) {
    const list = members.get(component.get(label)!);
    if (list) list.push(label);
    else members.set(component.get(label)!, [label]);
  }
  const wanted = countsOf(component.size, shares, 2);
  const left = [...wanted];
  const order = shuffled([...members.values()], createRandom(seed, 'splitByLabel', 'labels'));
  const partOf = new Map<string, number>();
  for (const labels of order.sort((x, y) => y.length - x.length)) {
    const part = left.indexOf(Math.max(...left));
    left[part]! -= labels.length;
    for (const label of labels) partOf.set(label, part);
  }
  // A component that overflows its part by more than the part's own size, or a part left with one class, is no split.
  const fits = wanted.every((count, part) => count === 0 || (left[part]! <= count - 2 && -left[part]! <= count));
  return fits ? partOf : undefined;
}
