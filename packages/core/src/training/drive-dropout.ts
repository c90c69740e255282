import * as tf from '@tensorflow/tfjs';
import { createRandom } from '../random.ts';
import { dropoutMask } from './dropout-mask.ts';
import { isSeededDropout } from './seeded-dropout.ts';

/** Layers of TensorFlow.js that draw their noise from Math.random or from one fixed seed. */
const unseeded = new Set(['AlphaDropout', 'GaussianDropout', 'GaussianNoise', 'SpatialDropout1D']);

/** Every dropout layer of some models, under one seed. */
export type DropoutDriver = {
  /** The masks of a step, or of a part of it, from here on. */
  seek(...path: readonly number[]): void;
  /** Gives standard layers their own behaviour back. */
  release(): void;
};

/**
 * Makes the dropout layers of the models draw masks that are a function of seed, layer and step: ours by `seek`, standard
 * ones (a loaded model has them) by standing in for their `call` until `release`.
 *
 * @throws TypeError if a layer makes noise that can't be seeded; the message names it
 */
export function driveDropout(models: readonly tf.LayersModel[], seed: number): DropoutDriver {
  const seeks: ((path: readonly number[]) => void)[] = [];
  const releases: (() => void)[] = [];
  for (const [index, layer] of models.flatMap(layersOf).entries()) {
    const kind = layer.getClassName();
    if (unseeded.has(kind)) {
      throw new TypeError(
        `fit: the layer ${layer.name} (${kind}) makes noise that no seed reproduces; use seededDropout({ rate, seed })`,
      );
    }
    if (isSeededDropout(layer)) seeks.push((path) => layer.seek(seed, index, ...path));
    else if (kind === 'Dropout') {
      const { seek, release } = standIn(layer, seed, index);
      seeks.push(seek);
      releases.push(release);
    }
  }
  return {
    seek: (...path) => seeks.forEach((seek) => seek(path)),
    release: () => releases.forEach((release) => release()),
  };
}

/** The layers of a model, those of models inside it included. */
function layersOf(model: tf.LayersModel): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => ('layers' in layer ? layersOf(layer as unknown as tf.LayersModel) : [layer]));
}

function standIn(layer: tf.layers.Layer, seed: number, index: number) {
  const { rate, seed: own = seed } = layer as unknown as { rate: number; seed?: number };
  let at: readonly number[] = [0];
  let calls = 0;
  layer.call = (inputs, kwargs) =>
    tf.tidy(() => {
      const input = Array.isArray(inputs) ? inputs[0]! : inputs;
      if (kwargs['training'] !== true || rate === 0) return tf.clone(input);
      return tf.mul(input, dropoutMask(input.shape, rate, createRandom(own, 'dropout', seed, index, ...at, calls++)));
    });
  return {
    seek(path: readonly number[]): void {
      at = path;
      calls = 0;
    },
    // The stand-in is a property of the instance; without it the prototype's own is back.
    release: () => Reflect.deleteProperty(layer, 'call'),
  };
}
