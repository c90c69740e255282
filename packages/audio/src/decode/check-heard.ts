/** Half of the smallest step of 16 bits: what never gets louder is silence. */
const silent = 2 ** -16;

/**
 * Throws if there is nothing but silence.
 *
 * @throws RangeError naming the item and what to do
 */
export function checkHeard(name: string, samples: Float32Array): void {
  if (samples.some((value) => value > silent || value < -silent)) return;
  throw new RangeError(`${name} has nothing but silence where it is read; remove it`);
}
