import { configure } from '@siamese/onnx';
import * as tf from '@tensorflow/tfjs';
import { median } from './median.ts';
import type { Result } from './result.ts';

/** What a product of two 1024 x 1024 matrices reaches now, in GFLOP/s: how much of the machine is ours at the moment. */
export async function* machine(): AsyncGenerator<Result> {
  configure({ threads: 2 });
  await tf.setBackend('onnx');
  const n = 1024;
  const [a, b] = [tf.ones([n, n]), tf.mul(0.5, tf.ones([n, n]))];
  const rates: number[] = [];
  for (let i = 0; i < 25; i++) {
    const start = performance.now();
    const product = tf.max(tf.matMul(a, b));
    await product.data();
    product.dispose();
    if (i >= 5) rates.push((2 * n ** 3) / (performance.now() - start) / 1e6);
  }
  tf.dispose([a, b]);
  yield {
    bench: 'machine',
    work: 'matrix product 1024',
    ours: median(rates),
    peer: null,
    peerName: '',
    ratio: null,
    unit: 'GFLOP/s',
    runs: rates.length,
  };
}
