import type * as tf from '@tensorflow/tfjs';

/**
 * A few numbers that tell a model's weights from another's: for each weight w its length |w| and its projection `sum(w c)` on
 * fixed pseudo-random numbers c between -1 and 1.
 *
 * Unlike a checksum it forgives what a backend of half precision rounds.
 */
export async function weightsSketch(model: tf.LayersModel): Promise<number[]> {
  const sketch: number[] = [];
  for (const weight of model.weights) {
    const values = await weight.read().data();
    let [square, projection] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      square += values[i]! ** 2;
      projection += values[i]! * (((i * 40503 + 20011) & 65535) / 32768 - 1);
    }
    sketch.push(Math.sqrt(square), projection);
  }
  return sketch;
}

/** Whether two sketches are of the same weights, up to a hundredth of their length. */
export function sameSketch(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= 0.01 * Math.abs(a[i - (i % 2)]!));
}
