import * as tf from '@tensorflow/tfjs';
import { createRandom, type Random } from '../random.ts';
import { orthogonal } from './orthogonal.ts';

/**
 * Starting weights of a kernel: `glorot` is uniform within `sqrt(6 / (fanIn + fanOut))` (Glorot and Bengio 2010), `he`
 * normal with variance `2 / fanIn` (He et al. 2015, for layers before a ReLU).
 */
export type Start = 'glorot' | 'he';

/**
 * Sets every kernel of a model to seeded random numbers and gives the model back; biases, normalisation and the slopes of
 * rectifiers stay as they were made. Recurrent kernels become orthogonal. Each layer draws from a stream named after it, so that
 * layers don't depend on each other. TensorFlow.js's own initialisers would give other numbers on other backends.
 *
 * @param startOf which start a layer takes, by its name
 */
export function seedWeights<Model extends tf.LayersModel>(
  model: Model,
  seed: number,
  startOf: (layer: string) => Start,
): Model {
  for (const layer of model.layers) {
    const weights = layer.getWeights();
    // A slope shared by all places has three axes too, of length 1.
    if (weights.every(({ rank }) => rank < 2) || layer.getClassName() === 'PReLU') continue;
    tf.tidy(() =>
      layer.setWeights(
        weights.map((weight, i) => {
          if (weight.rank < 2) return weight;
          const isRecurrent = layer.weights[i]!.originalName.endsWith('recurrent_kernel');
          const path = ['weights', layer.name, ...(i === 0 ? [] : [i])];
          const random = createRandom(seed, ...path);
          const values = isRecurrent
            ? orthogonal(weight.shape as [number, number], random)
            : startValues(weight.shape, startOf(layer.name), random);
          return tf.tensor(values, weight.shape);
        }),
      ),
    );
  }
  return model;
}

function startValues(shape: readonly number[], start: Start, random: Random): Float32Array {
  const size = shape.reduce((product, side) => product * side, 1);
  const fanOut = size / shape[shape.length - 2]!;
  const fanIn = size / shape[shape.length - 1]!;
  if (start === 'he') {
    const deviation = Math.sqrt(2 / fanIn);
    return Float32Array.from({ length: size }, () => deviation * random.normal());
  }
  const reach = Math.sqrt(6 / (fanIn + fanOut));
  return Float32Array.from({ length: size }, () => reach * (2 * random.float() - 1));
}
