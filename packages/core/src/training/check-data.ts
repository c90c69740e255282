import { checkFinite, checkSameLength, shown } from '../check.ts';
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
 * What each pair is, of data that comes as pairs.
 *
 * @throws TypeError if a, b or same is no array of the right kind
 * @throws RangeError if their lengths differ, or all pairs are same, or all different
 */
export function checkSame(data: Paired<unknown, unknown>): readonly boolean[] {
  const same = checkColumn(data, 'same');
  const odd = same.findIndex((value) => typeof value !== 'boolean');
  if (odd !== -1) throw new TypeError(`fit: argument data.same must be booleans, got ${shown(same[odd])} at ${odd}`);
  if (new Set(same).size < 2) {
    const what = same.length === 0 ? 'no pairs' : `${same.length} pairs that are all ${same[0] ? 'same' : 'different'}`;
    throw new RangeError(`fit: argument data must have same and different pairs, got ${what}`);
  }
  return same as readonly boolean[];
}

/**
 * How alike each pair is, of data that comes as pairs.
 *
 * @throws TypeError if a, b or score is no array of the right kind
 * @throws RangeError if their lengths differ, there are no pairs, or a score is not finite
 */
export function checkScored(data: Paired<unknown, unknown>): readonly number[] {
  const score = checkColumn(data, 'score');
  for (const [row, value] of score.entries()) checkFinite(value, `fit: argument data.score at ${row}`);
  if (score.length === 0) throw new RangeError('fit: argument data must have pairs, got none');
  return score as readonly number[];
}

/**
 * Throws unless the data is rows that belong together and says nothing else about them.
 *
 * @throws TypeError if a or b is no array, or there is same or score
 * @throws RangeError if their lengths differ or there are no rows
 */
export function checkMatched(data: Paired<unknown, unknown>): void {
  const { a, b, same, score } = (data ?? {}) as Paired<unknown, unknown>;
  if (!Array.isArray(a) || !Array.isArray(b) || same !== undefined || score !== undefined) {
    throw new TypeError(
      `fit: argument data must be { a, b } alone for this loss, whose rows all belong together, got a ${shown(a)}, b ${shown(b)}, same ${shown(same)}, score ${shown(score)}`,
    );
  }
  checkSameLength(a, b, 'fit: argument data: a and b');
  if (a.length === 0) throw new RangeError('fit: argument data must have pairs, got none');
}

function checkColumn(data: Paired<unknown, unknown>, name: 'same' | 'score'): readonly unknown[] {
  const { a, b, [name]: column } = (data ?? {}) as Paired<unknown, unknown>;
  if (!Array.isArray(a) || !Array.isArray(b) || !Array.isArray(column)) {
    throw new TypeError(
      `fit: argument data must be { a, b, ${name} } for this loss and these batches, got a ${shown(a)}, b ${shown(b)}, ${name} ${shown(column)}`,
    );
  }
  checkSameLength(a, b, 'fit: argument data: a and b');
  checkSameLength(a, column, `fit: argument data: a and ${name}`);
  return column as readonly unknown[];
}

/** What to throw where target, loss, miner and batches do not go together; TypeScript says so before. */
export function unfit({ loss, miner, batches }: Objective, comparator: boolean): TypeError {
  const target = comparator ? 'a comparator' : 'an encoder';
  const got = `${target} with a loss of kind '${loss.kind}'${miner === undefined ? '' : `, miner ${miner.name}`} and batches of kind '${batches.kind}'`;
  const fits = comparator
    ? 'binaryCrossEntropy() with pairs(...) or inOrder(...), or a loss on scores or on matched rows with inOrder(...)'
    : 'contrastive() with pairs(...), inOrder(...) or a miner of pairs and groups(...), triplet() with triplets(...), triplet() without swap and a miner of triplets with groups(...), supervisedContrastive() with groups(...), a loss on matched rows with matches(...), views(...) or inOrder(...), or a loss on scores with inOrder(...)';
  return new TypeError(`fit: ${target} takes ${fits}, got ${got}`);
}
