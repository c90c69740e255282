import * as tf from '@tensorflow/tfjs';
import { cosine, euclidean } from './distances/index.ts';
import type { Encoder } from './encoder.ts';
import type { Labelled } from './labels.ts';
import { createRandom } from './random.ts';

/** Three encoders small enough for a test: a picture, a padded sequence with a mask, and a second side for a pair. */

/** 8 x 8 grey values, row by row, 0 to 1. */
export type TinyPicture = readonly number[];
/** Up to 6 steps of 3 numbers. */
export type TinySequence = readonly (readonly number[])[];

const side = 8;
const steps = 6;
const features = 3;

/** Weights as a function of the seed: uniform, `sqrt(6 / (in + out))`. */
function seeded(model: tf.LayersModel, seed: number): tf.LayersModel {
  const random = createRandom(seed, 'tiny');
  tf.tidy(() =>
    model.setWeights(
      model.weights.map(({ shape }) => {
        const size = (shape as number[]).reduce((a, b) => a * b, 1);
        if (shape.length === 1) return tf.zeros(shape as number[]);
        const limit = Math.sqrt(6 / (size / shape.at(-1)! + shape.at(-1)!));
        const values = Float32Array.from({ length: size }, () => limit * (2 * random.float() - 1));
        return tf.tensor(values, shape as number[]);
      }),
    ),
  );
  return model;
}

/** Embeds 8 x 8 pictures: one convolution, then a dense layer. `random` shifts each picture by up to a pixel. */
export function tinyPictureEncoder({ seed = 1, dimensions = 8 } = {}): Encoder<TinyPicture> {
  const model = tf.sequential({
    name: 'picture',
    layers: [
      tf.layers.conv2d({
        name: 'conv',
        inputShape: [side, side, 1],
        filters: 6,
        kernelSize: 3,
        strides: 3,
        activation: 'relu',
        kernelInitializer: 'zeros',
      }),
      tf.layers.flatten({ name: 'flat' }),
      tf.layers.dense({ name: 'embedding', units: dimensions, kernelInitializer: 'zeros' }),
    ],
  });
  return {
    model: seeded(model, seed),
    async prepare(items, random) {
      const values = new Float32Array(items.length * side * side);
      for (const [i, picture] of items.entries()) {
        const dx = random === undefined ? 0 : random.int(3) - 1;
        for (let y = 0; y < side; y++) {
          for (let x = 0; x < side; x++) {
            const from = Math.min(side - 1, Math.max(0, x + dx));
            values[(i * side + y) * side + x] = picture[y * side + from]!;
          }
        }
      }
      return { x: tf.tensor4d(values, [items.length, side, side, 1]) };
    },
    distance: euclidean,
    normalize: true,
    modality: 'tiny-picture',
    preparation: { side },
  };
}

/**
 * Embeds padded sequences: a dense layer on each step, the mean over the real steps, a dense layer.
 *
 * The mask holds each real step's share of the mean (1 / length) and 0 for padding, so the masked mean is a dot product
 * that plain TensorFlow.js loads; the padding itself is noise, which no embedding may notice.
 */
export function tinySequenceEncoder({ seed = 2, dimensions = 8, pad = 0 } = {}): Encoder<TinySequence> {
  const x = tf.input({ name: 'x', shape: [steps, features] });
  const mask = tf.input({ name: 'mask', shape: [steps] });
  const hidden = tf.layers
    .dense({ name: 'step', units: 8, activation: 'relu', kernelInitializer: 'zeros' })
    .apply(x) as tf.SymbolicTensor;
  const pooled = tf.layers.dot({ name: 'mean', axes: [1, 1] }).apply([mask, hidden]) as tf.SymbolicTensor;
  const output = tf.layers
    .dense({ name: 'embedding', units: dimensions, kernelInitializer: 'zeros' })
    .apply(pooled) as tf.SymbolicTensor;
  return {
    model: seeded(tf.model({ name: 'sequence', inputs: [x, mask], outputs: output }), seed),
    async prepare(items, random) {
      const values = new Float32Array(items.length * steps * features).fill(pad);
      const shares = new Float32Array(items.length * steps);
      for (const [i, sequence] of items.entries()) {
        const kept = sequence.slice(0, steps);
        for (const [t, step] of kept.entries()) {
          shares[i * steps + t] = 1 / kept.length;
          for (let f = 0; f < features; f++) {
            const noise = random === undefined ? 0 : 0.05 * random.normal();
            values[(i * steps + t) * features + f] = step[f]! + noise;
          }
        }
      }
      return {
        x: tf.tensor3d(values, [items.length, steps, features]),
        mask: tf.tensor2d(shares, [items.length, steps]),
      };
    },
    distance: cosine,
    normalize: true,
    modality: 'tiny-sequence',
    preparation: { steps, features, pad },
  };
}

/** Pictures in which every class is a blurred spot at a place and a bar of a slant of its own, each item a little moved. */
export function tinyPictures({ classes = 6, perClass = 8, seed = 1 } = {}): Labelled<TinyPicture> {
  const items: TinyPicture[] = [];
  const labels: string[] = [];
  for (let c = 0; c < classes; c++) {
    const style = createRandom(seed, 'class', c);
    const centre = [1 + 6 * style.float(), 1 + 6 * style.float()];
    const angle = Math.PI * style.float();
    for (let k = 0; k < perClass; k++) {
      const jitter = createRandom(seed, 'item', c, k);
      const cy = centre[0]! + 0.4 * jitter.normal();
      const cx = centre[1]! + 0.4 * jitter.normal();
      const slant = angle + 0.1 * jitter.normal();
      items.push(
        Array.from({ length: side * side }, (_, p) => {
          const y = Math.floor(p / side);
          const x = p % side;
          const spot = Math.exp(-((y - cy) ** 2 + (x - cx) ** 2) / 2);
          const off = (y - 3.5) * Math.cos(slant) - (x - 3.5) * Math.sin(slant);
          return Math.min(1, spot + 0.6 * Math.exp(-(off ** 2)));
        }),
      );
      labels.push(`class-${c}`);
    }
  }
  return { items, labels };
}

/** Sequences of 2 to 6 steps, around a direction that is the class's own. */
export function tinySequences({ classes = 6, perClass = 8, seed = 1 } = {}): Labelled<TinySequence> {
  const items: TinySequence[] = [];
  const labels: string[] = [];
  for (let c = 0; c < classes; c++) {
    const style = createRandom(seed, 'direction', c);
    const direction = Array.from({ length: features }, () => style.normal());
    for (let k = 0; k < perClass; k++) {
      const jitter = createRandom(seed, 'sequence', c, k);
      const length = 2 + jitter.int(steps - 1);
      items.push(Array.from({ length }, () => direction.map((value) => value + 0.3 * jitter.normal())));
      labels.push(`class-${c}`);
    }
  }
  return { items, labels };
}
