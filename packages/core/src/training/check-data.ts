import { shown } from '../check.ts';
import type { Labelled, Paired } from '../labels.ts';
import type { Objective } from './fit-options.ts';

/**
 * @throws TypeError if items or labels are no arrays, or their lengths differ
 * @throws RangeError if there is no item, or one class only
 */
export function checkLabelled(data: Labelled<unknown>): void {
  const { items, labels } = data ?? {};
  if (!Array.isArray(items) || !Array.isArray(labels)) {
    throw new TypeError(
      `fit: argument data must be { items, labels } for these batches, got items ${shown(items)} and labels ${shown(labels)}`,
    );
  }
  if (items.length !== labels.length) {
    throw new TypeError(
      `fit: argument data must have a label for each item, got ${items.length} items and ${labels.length} labels`,
    );
  }
  const odd = labels.findIndex((label) => typeof label !== 'string');
  if (odd !== -1) throw new TypeError(`fit: argument data.labels must be strings, got ${shown(labels[odd])} at ${odd}`);
  const classes = new Set(labels);
  if (classes.size < 2) {
    const what = classes.size === 0 ? 'no items' : `${items.length} items of one class, '${labels[0]}'`;
    throw new RangeError(`fit: argument data must have items of at least two classes, got ${what}`);
  }
}

/**
 * @throws TypeError if a, b or same is no array, or their lengths differ
 * @throws RangeError if there is no pair, or all are same, or all different
 */
export function checkPaired<A, B>(data: Paired<A, B>): { a: readonly A[]; b: readonly B[]; same: readonly boolean[] } {
  const { a, b, same } = (data ?? {}) as { a: readonly A[]; b: readonly B[]; same?: readonly boolean[] };
  if (!Array.isArray(a) || !Array.isArray(b) || !Array.isArray(same)) {
    throw new TypeError(
      `fit: argument data must be { a, b, same } for these batches, got a ${shown(a)}, b ${shown(b)}, same ${shown(same)}`,
    );
  }
  if (a.length !== b.length || a.length !== same.length) {
    throw new TypeError(
      `fit: argument data must have a, b and same of one length, got ${a.length}, ${b.length} and ${same.length}`,
    );
  }
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
