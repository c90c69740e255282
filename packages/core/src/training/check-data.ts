import { checkSameLength, shown } from '../check.ts';
import { checkLabelled, type Labelled, type Paired } from '../labels.ts';
import type { Objective } from './fit-options.ts';

/**
 * Throws unless the data is labelled items of at least two classes.
 *
 * @throws TypeError if items or labels are no arrays of the right kind
 * @throws RangeError if their lengths differ, or there is one class only
 */
export function checkClasses(data: Labelled<unknown>): void {
  checkLabelled(data, 'fit: argument data');
  const classes = new Set(data.labels);
  if (classes.size >= 2) return;
  const what = classes.size === 0 ? 'no items' : `${data.items.length} items of one class, '${data.labels[0]}'`;
  throw new RangeError(`fit: argument data must have items of at least two classes, got ${what}`);
}

/**
 * Throws unless the data is pairs of which some are same and some are different.
 *
 * @throws TypeError if a, b or same is no array of the right kind
 * @throws RangeError if their lengths differ, or all pairs are same, or all different
 */
export function checkPaired<A, B>(data: Paired<A, B>): { a: readonly A[]; b: readonly B[]; same: readonly boolean[] } {
  const { a, b, same } = (data ?? {}) as { a: readonly A[]; b: readonly B[]; same?: readonly boolean[] };
  if (!Array.isArray(a) || !Array.isArray(b) || !Array.isArray(same)) {
    throw new TypeError(
      `fit: argument data must be { a, b, same } for these batches, got a ${shown(a)}, b ${shown(b)}, same ${shown(same)}`,
    );
  }
  checkSameLength(a, b, 'fit: argument data: a and b');
  checkSameLength(a, same, 'fit: argument data: a and same');
  const odd = same.findIndex((value) => typeof value !== 'boolean');
  if (odd !== -1) throw new TypeError(`fit: argument data.same must be booleans, got ${shown(same[odd])} at ${odd}`);
  if (new Set(same).size < 2) {
    const what = a.length === 0 ? 'no pairs' : `${a.length} pairs that are all ${same[0] ? 'same' : 'different'}`;
    throw new RangeError(`fit: argument data must have same and different pairs, got ${what}`);
  }
  return { a, b, same };
}

/** What to throw where target, loss, miner and batches do not go together; TypeScript says so before. */
export function unfit({ loss, miner, batches }: Objective, comparator: boolean): TypeError {
  const target = comparator ? 'a comparator' : 'an encoder';
  const got = `${target} with a loss of kind '${loss.kind}'${miner === undefined ? '' : `, miner ${miner.name}`} and batches of kind '${batches.kind}'`;
  const fits = comparator
    ? 'binaryCrossEntropy() with pairs(...) or inOrder(...)'
    : 'contrastive() with pairs(...) or inOrder(...), triplet() with triplets(...), triplet() without swap and a miner with groups(...), or supervisedContrastive() with groups(...)';
  return new TypeError(`fit: ${target} takes ${fits}, got ${got}`);
}
