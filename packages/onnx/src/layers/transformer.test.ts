import * as tf from '@tensorflow/tfjs';
import { expectSameTraining } from './train-against-cpu.test.cases.ts';

/** Attention of two heads out of ordinary operations; the last tokens of some items are not attended to. */
class Attention extends tf.layers.Layer {
  static readonly className = 'TestAttention';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const x = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor3D;
      const [items, tokens, width] = x.shape;
      const heads = tf.transpose(tf.reshape(x, [items, tokens, 2, width / 2]), [0, 2, 1, 3]);
      const absent = Array.from({ length: items * tokens }, (_, i) => (i % tokens > 3 + (i % items) ? -1e9 : 0));
      const mask = tf.tensor(absent, [items, 1, 1, tokens]);
      const scores = tf.add(tf.mul(tf.matMul(heads, heads, false, true), 1 / Math.sqrt(width / 2)), mask);
      const context = tf.matMul(tf.softmax(scores), heads);
      return tf.reshape(tf.transpose(context, [0, 2, 1, 3]), x.shape);
    });
  }
}

const apply = (layer: tf.layers.Layer, ...inputs: tf.SymbolicTensor[]) =>
  layer.apply(inputs.length === 1 ? inputs[0]! : inputs) as tf.SymbolicTensor;

/** An encoder layer, normalised before each part or after each sum. */
function encoder(x: tf.SymbolicTensor, norm: 'before' | 'after', activation: string): tf.SymbolicTensor {
  const normalize = (y: tf.SymbolicTensor) => apply(tf.layers.layerNormalization({ epsilon: 1e-5 }), y);
  const [before, after] =
    norm === 'before' ? [normalize, (y: tf.SymbolicTensor) => y] : [(y: tf.SymbolicTensor) => y, normalize];
  const dense = (y: tf.SymbolicTensor, units: number, of = 'linear') =>
    apply(tf.layers.dense({ units, activation: of as 'linear' }), y);
  const middle = after(apply(tf.layers.add(), x, dense(apply(new Attention({}), before(x)), 8)));
  return after(apply(tf.layers.add(), middle, dense(dense(before(middle), 12, activation), 8)));
}

test.each<[string, 'before' | 'after', string, () => tf.Optimizer]>([
  ['normalised before', 'before', 'gelu', () => tf.train.sgd(0.1)],
  ['normalised after, with dropout', 'after', 'gelu_new', () => tf.train.adam(0.01)],
])('a transformer %s trains as on the cpu backend', (_, norm, activation, optimizer) =>
  expectSameTraining({
    shapes: [[6]],
    below: 40,
    bare: true,
    optimizer,
    of: (words) => {
      const embedded = apply(tf.layers.embedding({ inputDim: 40, outputDim: 8, inputLength: 6 }), words!);
      const dropped = norm === 'after' ? apply(tf.layers.dropout({ rate: 0.2, seed: 3 }), embedded) : embedded;
      const encoded = encoder(encoder(dropped, norm, activation), norm, activation);
      return apply(tf.layers.dense({ units: 3 }), apply(tf.layers.globalAveragePooling1d({}), encoded));
    },
  }),
);
