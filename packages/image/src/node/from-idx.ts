import type { Labelled } from '@siamese/core';
import { fromArrays } from '../from-arrays.ts';
import type { Picture } from '../picture.ts';
import { readIdx } from './read-idx.ts';

/**
 * Labelled pictures from two files in the format of MNIST, gzipped or not: white on black, one channel.
 *
 * @param o.names the names of labels 0, 1, 2, ...; without them a label is its number, `'7'`
 * @throws SyntaxError naming the file if it is cut short, damaged, something else, or the two don't belong together
 * @throws RangeError if a file is missing or too large, or a label has no name
 */
export async function fromIdx(
  images: string,
  labels: string,
  o: { readonly names?: readonly string[] } = {},
): Promise<Labelled<Picture>> {
  const [pictures, numbers] = await Promise.all([readIdx(images, 3), readIdx(labels, 1)]);
  const [count, height, width] = pictures.shape as [number, number, number];
  if (count !== numbers.shape[0]) {
    throw new SyntaxError(
      `${images} has ${count} pictures and ${labels} has ${numbers.shape[0]} labels; they don't belong together`,
    );
  }
  const { names } = o;
  const words = Array.from(numbers.data, (number) => {
    const word = names === undefined ? String(number) : names[number];
    if (word === undefined) {
      throw new RangeError(
        `fromIdx: names must have a name for every label, got ${names!.length} and the label ${number}`,
      );
    }
    return word;
  });
  return fromArrays(pictures.data, words, { width, height });
}
