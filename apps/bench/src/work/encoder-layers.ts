import * as tf from '@tensorflow/tfjs';

/** Attention of `heads` heads, out of ordinary operations, of queries, keys and values [items, tokens, width]. */
class Attention extends tf.layers.Layer {
  static readonly className = 'BenchAttention';
  readonly #heads: number;

  constructor(heads: number) {
    super({});
    this.#heads = heads;
  }

  override computeOutputShape(shapes: tf.Shape | tf.Shape[]): tf.Shape {
    return (shapes as tf.Shape[])[0]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [items, tokens, width] = (inputs as tf.Tensor3D[])[0]!.shape;
      const size = width / this.#heads;
      const [q, k, v] = (inputs as tf.Tensor3D[]).map((x) =>
        tf.transpose(tf.reshape(x, [items, tokens, this.#heads, size]), [0, 2, 1, 3]),
      ) as [tf.Tensor4D, tf.Tensor4D, tf.Tensor4D];
      const weights = tf.softmax(tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(size)));
      return tf.reshape(tf.transpose(tf.matMul(weights, v), [0, 2, 1, 3]), [items, tokens, width]);
    });
  }
}

/** Adds a learned vector to the token at each position. */
class Positions extends tf.layers.Layer {
  static readonly className = 'BenchPositions';
  #table!: tf.LayerVariable;

  override build(shape: tf.Shape | tf.Shape[]): void {
    const [, tokens, width] = shape as tf.Shape;
    this.#table = this.addWeight('positions', [tokens!, width!], 'float32', tf.initializers.zeros());
    this.built = true;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.add(Array.isArray(inputs) ? inputs[0]! : inputs, this.#table.read());
  }
}

/** A learned vector for each position, added to its token. */
export function positions(): tf.layers.Layer {
  return new Positions({});
}

export type EncoderShape = {
  readonly tokens: number;
  readonly width: number;
  readonly heads: number;
  readonly hidden: number;
  /** Whether layer normalisation comes before attention and the dense layers, or after each sum. */
  readonly norm: 'before' | 'after';
};

/** One layer of an encoder: attention, then two dense layers with GELU between, each beside a path that skips it. */
export function encoderLayer({ tokens, width, heads, hidden, norm }: EncoderShape): tf.LayersModel {
  const normalize = (x: tf.SymbolicTensor) =>
    tf.layers.layerNormalization({ epsilon: 1e-5 }).apply(x) as tf.SymbolicTensor;
  const before = (x: tf.SymbolicTensor) => (norm === 'before' ? normalize(x) : x);
  const after = (x: tf.SymbolicTensor) => (norm === 'after' ? normalize(x) : x);
  const dense = (x: tf.SymbolicTensor, units: number, activation: 'linear' | 'gelu' = 'linear') =>
    tf.layers.dense({ units, activation: activation as 'linear' }).apply(x) as tf.SymbolicTensor;
  const sum = (a: tf.SymbolicTensor, b: tf.SymbolicTensor) => tf.layers.add().apply([a, b]) as tf.SymbolicTensor;
  const x = tf.input({ shape: [tokens, width] });
  const source = before(x);
  const projected = [dense(source, width), dense(source, width), dense(source, width)];
  const attended = new Attention(heads).apply(projected) as tf.SymbolicTensor;
  const middle = after(sum(x, dense(attended, width)));
  const outer = dense(dense(before(middle), hidden, 'gelu'), width);
  return tf.model({ inputs: x, outputs: after(sum(middle, outer)) });
}
