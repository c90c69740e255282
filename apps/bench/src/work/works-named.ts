import { works } from './index.ts';
import type { Work } from './work.ts';

/**
 * The network of this name, or all.
 *
 * @throws RangeError naming all, if there is none.
 */
export function worksNamed(name: string | undefined): readonly Work[] {
  const found = works.filter((work) => name === undefined || work.name === name);
  if (found.length === 0)
    throw new RangeError(`--work must be one of ${works.map((work) => work.name).join(', ')}, got ${name}`);
  return found;
}
