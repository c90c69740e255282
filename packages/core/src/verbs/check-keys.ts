import { checkSameLength, shown } from '../check.ts';

/**
 * Throws unless there is a key for each item, each once.
 *
 * @throws TypeError if one is no string, RangeError naming the key that is there twice
 */
export function checkKeys(keys: readonly string[], items: ArrayLike<unknown>, where: string): void {
  checkSameLength(keys, items, `${where} and items`);
  const wrong = keys.find((key) => typeof key !== 'string');
  if (wrong !== undefined) throw new TypeError(`${where} must be strings, got ${shown(wrong)}`);
  const seen = new Set<string>();
  const twice = keys.find((key) => seen.size === seen.add(key).size);
  if (twice !== undefined) throw new RangeError(`${where} must be different, got ${JSON.stringify(twice)} twice`);
}
