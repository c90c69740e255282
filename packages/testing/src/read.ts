import * as tf from '@tensorflow/tfjs';

/** The values of a tensor that `make` gives; everything made on the way is disposed. */
export async function valuesOf(make: () => tf.Tensor): Promise<number[]> {
  const tensor = tf.tidy(make);
  const values = Array.from(await tensor.data());
  tensor.dispose();
  return values;
}

/**
 * The names of the kernels that a computation runs, in order: equal for two inputs if it is one graph for both.
 *
 * Only the `cpu` backend can be asked.
 */
export async function kernelsOf(make: () => tf.Tensor): Promise<string[]> {
  const { kernels } = await tf.profile(() => tf.tidy(() => void make()));
  return kernels.map((kernel) => kernel.name);
}
