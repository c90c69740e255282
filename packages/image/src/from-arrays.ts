import type { Labelled } from '@siamese/core';
import { checkPositiveInteger } from '@siamese/core/check';
import type { Picture } from './picture.ts';

/**
 * Labelled pictures from one array of bytes, the pictures one after the other, each `width * height * channels` bytes
 * (rows from the top). The pictures are views, nothing is copied.
 *
 * @throws TypeError if the length of values is not labels.length pictures
 * @throws RangeError if width, height or channels is out of range
 */
export function fromArrays(
  values: Uint8Array | Uint8ClampedArray,
  labels: readonly string[],
  o: {
    readonly width: number;
    readonly height: number;
    readonly channels?: 1 | 3 | 4;
    readonly groups?: readonly string[];
  },
): Labelled<Picture> {
  const { width, height, channels = 1, groups } = o;
  checkPositiveInteger(width, 'fromArrays: width');
  checkPositiveInteger(height, 'fromArrays: height');
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new RangeError(`fromArrays: channels must be 1, 3 or 4, got ${String(channels)}`);
  }
  const size = width * height * channels;
  if (values.length !== labels.length * size) {
    throw new TypeError(
      `fromArrays: argument values must hold labels.length * width * height * channels = ${labels.length * size} bytes, got ${values.length}`,
    );
  }
  if (groups !== undefined && groups.length !== labels.length) {
    throw new TypeError(`fromArrays: groups must be as many as labels (${labels.length}), got ${groups.length}`);
  }
  const items = labels.map((_, n) => ({ width, height, channels, data: values.subarray(n * size, (n + 1) * size) }));
  return { items, labels, ...(groups === undefined ? {} : { groups }) };
}
