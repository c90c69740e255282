import { createRandom, shuffled } from '../random.ts';
import type { Labelled } from './labelled.ts';
import { partsOf, sharesOf } from './parts.ts';
import type { Shares, Split, SplitOptions } from './parts.ts';

/**
 * Splits the items of each class in the same shares (stratified): every part knows the same classes, which is right
 * when these are all there will ever be.
 *
 * Groups (drawers, recordings) are not split; a class that has one group only is in one part only. Of three items (or
 * groups) of a class one is tested, of four one calibrates too, fewer train. `leftOut` is always 0. The same seed gives
 * the same parts.
 *
 * @throws RangeError if a share is out of range or a part that is asked for would be empty
 * @throws TypeError if the data has no items or labels
 */
export function splitWithinLabel<Item>(data: Labelled<Item>, options: SplitOptions): Split<Item> {
  const shares = sharesOf(data, options, 'splitWithinLabel');
  const units = unitsOf(data);
  const left = wantedOf(units, shares);
  const order = shuffled(units, createRandom(options.seed, 'splitWithinLabel'));
  const partOf = new Int8Array(data.items.length);
  // The largest groups first, each where its classes lack most: what is left at the end is small and fills the gaps.
  for (const unit of order.sort((x, y) => y.items.length - x.items.length)) {
    const gain = [0, 1, 2].map((part) => {
      let sum = 0;
      for (const [label, count] of unit.counts) sum += Math.min(count, left.get(label)![part]!);
      return shares[part]! > 0 ? sum : -Infinity;
    });
    const part = gain.indexOf(Math.max(...gain));
    for (const [label, count] of unit.counts) left.get(label)![part]! -= count;
    for (const item of unit.items) partOf[item] = part;
  }
  const split = partsOf(data, partOf);
  const empty = (['train', 'calibration', 'test'] as const).filter(
    (name, part) => shares[part]! > 0 && split[name].items.length === 0,
  );
  if (empty.length > 0) {
    throw new RangeError(
      `splitWithinLabel: ${empty.join(' and ')} would be empty; data must have a class of four items (or groups) or ` +
        `more, got ${data.items.length} items of ${left.size} classes`,
    );
  }
  return split;
}

type Unit = { items: number[]; counts: Map<string, number> };

/** What moves as a whole: a group, or an item where there are no groups. */
function unitsOf({ labels, groups }: Labelled<unknown>): Unit[] {
  const units = new Map<string | number, Unit>();
  labels.forEach((label, item) => {
    const key = groups ? groups[item]! : item;
    let unit = units.get(key);
    if (!unit) units.set(key, (unit = { items: [], counts: new Map() }));
    unit.items.push(item);
    unit.counts.set(label, (unit.counts.get(label) ?? 0) + 1);
  });
  return [...units.values()];
}

/** How many items of each class each part wants. */
function wantedOf(units: readonly Unit[], shares: Shares): Map<string, number[]> {
  const classes = new Map<string, { items: number; units: number }>();
  for (const { counts } of units) {
    for (const [label, count] of counts) {
      const seen = classes.get(label) ?? { items: 0, units: 0 };
      classes.set(label, { items: seen.items + count, units: seen.units + 1 });
    }
  }
  const wanted = new Map<string, number[]>();
  for (const [label, { items, units: n }] of classes) {
    const test = shares[2] === 0 ? 0 : Math.max(n >= 3 ? 1 : 0, Math.round(n * shares[2]));
    const calibration = shares[1] === 0 ? 0 : Math.max(n - test >= 3 ? 1 : 0, Math.round(n * shares[1]));
    const each = items / n;
    wanted.set(label, [(n - test - calibration) * each, calibration * each, test * each]);
  }
  return wanted;
}
