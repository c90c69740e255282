import * as tf from '@tensorflow/tfjs';
import { backendInfo } from '../index.ts';

test.each([[[4, 4]], [[3, 12]], [[6, 2]], [[2, 3, 4]]])(
  'orthogonal weights of shape %j are those of the cpu backend, and no graph',
  async (shape) => {
    const results: Float32Array[] = [];
    for (const backend of ['cpu', 'onnx']) {
      await tf.setBackend(backend);
      const before = backendInfo().stats?.graphs ?? 0;
      const weights = tf.initializers.orthogonal({ gain: 1.5, seed: 3 }).apply(shape);
      results.push((await weights.data()) as Float32Array);
      expect((backendInfo().stats?.graphs ?? 0) - before).toBe(0);
      weights.dispose();
    }
    const [expected, found] = results as [Float32Array, Float32Array];
    expect(found).toHaveLength(expected.length);
    expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
  },
);
