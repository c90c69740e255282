/** Pixels in memory: rows from the top, in each row pixels from the left, in each pixel `channels` bytes. */
export type Picture = {
  /** Pixels in a row, 1 or more. */
  readonly width: number;
  /** Rows, 1 or more. */
  readonly height: number;
  /** 1: grey; 3: red, green, blue (sRGB); 4: with an alpha, which is laid on white before use. */
  readonly channels: 1 | 3 | 4;
  /** `width * height * channels` bytes, 0 black to 255 white. */
  readonly data: Uint8Array | Uint8ClampedArray;
  /** Where it came from (a path), for messages and reports. */
  readonly name?: string;
};

/** What an image encoder takes: a path (in Node) or URL (in a browser), the bytes of a picture file, or pixels. */
export type ImageItem = string | Uint8Array | Picture;

/** Whether an item is pixels rather than a file that must be decoded. */
export function isPicture(item: ImageItem): item is Picture {
  return typeof item === 'object' && item !== null && 'data' in item && 'width' in item;
}

/** What a message calls an item: its path or name, else its size. */
export function nameOf(item: ImageItem): string {
  if (typeof item === 'string') return item;
  if (!isPicture(item)) return `the picture in ${item.length} bytes`;
  return item.name ?? `the picture of ${item.width} x ${item.height}`;
}

/**
 * Throws unless a picture's numbers fit together.
 *
 * @param where the function and the argument, as they appear in the message: `'fitPicture: argument picture'`
 * @throws TypeError if it is no picture, or its data has not `width * height * channels` bytes
 * @throws RangeError if width or height is not a positive integer, or channels is not 1, 3 or 4
 */
export function checkPicture(picture: Picture, where: string): void {
  const { width, height, channels, data } = picture;
  for (const [side, value] of Object.entries({ width, height })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`${where} must have a ${side} of 1 or more whole pixels, got ${value}`);
    }
  }
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new RangeError(`${where} must have 1, 3 or 4 channels, got ${String(channels)}`);
  }
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) {
    throw new TypeError(`${where} must have its data in a Uint8Array, got ${typeof data}`);
  }
  if (data.length !== width * height * channels) {
    throw new TypeError(
      `${where} must have width * height * channels = ${width * height * channels} bytes of data, got ${data.length}`,
    );
  }
}
