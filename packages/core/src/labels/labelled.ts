import { checkNonNegativeInteger, checkSameLength } from '../check.ts';

/**
 * Items and their labels, one each; a group (drawer, recording, session, alphabet) is a set of items that a split must
 * not part.
 */
export type Labelled<Item> = {
  readonly items: readonly Item[];
  readonly labels: readonly string[];
  readonly groups?: readonly string[];
};

/**
 * Data that comes as pairs: `same` says of each row whether both sides are one identity, `score` how alike they are;
 * with neither, row i of a belongs to row i of b.
 */
export type Paired<A, B = A> = { readonly a: readonly A[]; readonly b: readonly B[] } & (
  | { readonly same: readonly boolean[]; readonly score?: never }
  | { readonly score: readonly number[]; readonly same?: never }
  | { readonly same?: never; readonly score?: never }
);

/**
 * Throws unless every item has a label and, where there are groups, a group.
 *
 * @throws TypeError if items or labels are no arrays or a label is no string, RangeError if lengths differ
 */
export function checkLabelled(data: Labelled<unknown>, where: string): void {
  if (!Array.isArray(data?.items) || !Array.isArray(data.labels)) {
    throw new TypeError(`${where} must have the arrays items and labels`);
  }
  checkSameLength(data.items, data.labels, `${where}: items and labels`);
  if (data.groups) checkSameLength(data.items, data.groups, `${where}: items and groups`);
  const wrong = data.labels.findIndex((label) => typeof label !== 'string');
  if (wrong >= 0) throw new TypeError(`${where}: labels must be strings, got ${data.labels[wrong]} at ${wrong}`);
}

/**
 * The items at `indices`, in that order, with their labels and groups.
 *
 * @throws RangeError if an index is out of range
 */
export function pick<Item>(data: Labelled<Item>, indices: ArrayLike<number>): Labelled<Item> {
  const rows = Array.from(indices);
  for (const row of rows) {
    checkNonNegativeInteger(row, 'pick: each index');
    if (row >= data.items.length) {
      throw new RangeError(`pick: each index must be below ${data.items.length}, got ${row}`);
    }
  }
  const { items, labels, groups } = data;
  return {
    items: rows.map((row) => items[row]!),
    labels: rows.map((row) => labels[row]!),
    ...(groups && { groups: rows.map((row) => groups[row]!) }),
  };
}
