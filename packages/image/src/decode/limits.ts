/** The most pixels a picture may have: 12,000 x 12,000 and more are likelier an attack or a mistake than a photograph. */
export const mostPixels = 144_000_000;

/** The shortest side that a picture may have. */
export const leastSide = 4;

/** The most bytes that a file may have. */
export const mostBytes = 512 * 2 ** 20;

/**
 * Throws unless a decoded picture's size is one that can be used.
 *
 * @throws RangeError naming the file and what to do
 */
export function checkSize(name: string, width: number, height: number): void {
  if (width * height > mostPixels) {
    throw new RangeError(
      `${name} has ${width} x ${height} pixels, more than the ${mostPixels / 1e6} million that are read; save it smaller`,
    );
  }
  if (Math.min(width, height) < leastSide) {
    throw new RangeError(
      `${name} has ${width} x ${height} ${width * height === 1 ? 'pixel' : 'pixels'}, too few to tell anything apart ` +
        `(each side needs ${leastSide}); remove it`,
    );
  }
}
