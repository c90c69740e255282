import { runProgram } from './testing/run-program.ts';

const train = `
  const tf = await import('@tensorflow/tfjs');
  const { configure } = await import('@siamese/onnx');
  configure({ threads: 1 });
  await tf.setBackend('onnx');
  const noise = (shape, seed) => tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => Math.sin(seed + i)), shape);
  const weight = tf.variable(noise([300, 40], 1)), x = noise([50, 300], 2), adam = tf.train.adam(0.01);
  for (let i = 0; i < 5; i++) {
    const loss = adam.minimize(() => tf.mean(tf.square(tf.matMul(x, weight))), true);
    await loss.data();
    loss.dispose();
  }
  const bytes = new Uint8Array((await weight.data()).buffer);
  let hash = 0;
  for (const byte of bytes) hash = (hash * 31 + byte) % 1_000_000_007;
`;

test('it works in worker threads, beside the main one, and gives the same bytes in each', async () => {
  const program = `
    import { Worker } from 'node:worker_threads';
    const code = ${JSON.stringify(`(async () => { (await import('tsx/esm/api')).register(); ${train} require('node:worker_threads').parentPort.postMessage(hash); })();`)};
    const inWorker = () => new Promise((resolve, reject) => {
      const worker = new Worker(code, { eval: true, execArgv: [] });
      worker.once('message', resolve);
      worker.once('error', reject);
    });
    ${train}
    console.log(new Set([hash, ...(await Promise.all([inWorker(), inWorker()]))]).size, hash > 0);
  `;
  expect(await runProgram(program)).toBe('1 true');
}, 60_000);
