import * as tf from '@tensorflow/tfjs';
import { wave, wordNumbers } from './work/work.ts';
import type { Work } from './work/work.ts';

/** The network of a work, its weights `wave`s. */
export function networkOf(work: Work): tf.LayersModel {
  const model = work.model?.() ?? tf.sequential({ layers: work.layers!() });
  tf.tidy(() => {
    const weights = model.getWeights().map((weight, k) => {
      const fanIn = weight.shape.slice(0, -1).reduce((a, b) => a * b, 1);
      const { name } = model.weights[k]!;
      if (name.includes('moving')) return weight;
      if (name.includes('gamma')) return tf.add(1, tf.tensor(wave(weight.size, k, 0.1)));
      const scale = weight.shape.length > 1 ? Math.sqrt(3 / fanIn) : 0.01;
      return tf.tensor(wave(weight.size, k, scale), weight.shape);
    });
    model.setWeights(weights);
  });
  return model;
}

/** So many items for it: pictures or sequences that are `wave`s, or words. */
export function inputOf(work: Work, items: number): tf.Tensor {
  const size = work.shape.reduce((a, b) => a * b, 1);
  const shape = [items, ...work.shape];
  if (work.words) return tf.tensor(wordNumbers(items * size, work.words), shape, 'int32');
  return tf.tensor(wave(items * size, 99, 1), shape);
}
