import * as tf from '@tensorflow/tfjs';
import type { Encoder } from './encoder.ts';

/**
 * An encoder that ends at an earlier layer of another's model: the layer's output as one row for each item, flattened.
 *
 * What an earlier layer knows was not yet narrowed to the classes of the training, and can tell unseen kinds of things apart
 * better than the embedding does (Yosinski et al. 2014, "How transferable are features in deep neural networks?"). It shares
 * its layers with the other: dispose of one of the two. No calibration is taken over.
 *
 * @param layer the name of the layer, one of `encoder.model.layers`
 * @throws RangeError if there is no such layer, TypeError if its output has no known size (a sequence of any length)
 */
export function encoderAt<Item>(encoder: Encoder<Item>, layer: string): Encoder<Item> {
  const found = encoder.model.layers.find(({ name }) => name === layer);
  if (found === undefined) {
    const names = encoder.model.layers.map(({ name }) => name).join(', ');
    throw new RangeError(`encoderAt: layer must be one of ${names}, got '${layer}'`);
  }
  const output = found.output as tf.SymbolicTensor;
  const [, ...sizes] = output.shape;
  if (Array.isArray(found.output) || sizes.some((size) => size === null)) {
    throw new TypeError(`encoderAt: layer ${layer} must end at a known size, got [${output.shape.join(', ')}]`);
  }
  const flat =
    sizes.length === 1 ? output : (tf.layers.flatten({ name: `${layer}_flat` }).apply(output) as tf.SymbolicTensor);
  const { calibration: _, ...rest } = encoder;
  return { ...rest, model: tf.model({ name: encoder.model.name, inputs: encoder.model.inputs, outputs: flat }) };
}
