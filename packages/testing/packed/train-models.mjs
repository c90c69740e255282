/*
 * A stranger's project: trains a network with an LSTM and one with convolutions on @siamese/onnx, by tf.layers alone, and writes what
 * they predict (inputs and outputs as JSON) and the models as ONNX files beside it.
 */
import { writeFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import '@siamese/onnx';
import { exportOnnx } from '@siamese/onnx/export';

/** Numbers in (-1, 1), the same each time (Lehmer's generator). */
function noise(shape, seed) {
  let state = seed * 7919 + 1;
  const next = () => (state = (state * 48_271) % 2_147_483_647) / 1_073_741_823.5 - 1;
  return Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, next);
}

const models = {
  // whether a sequence's first step is above its last
  lstm: {
    shape: [12, 6],
    build: () =>
      tf.sequential({
        layers: [
          tf.layers.lstm({ units: 16, inputShape: [12, 6], returnSequences: true }),
          tf.layers.bidirectional({ layer: tf.layers.gru({ units: 8 }) }),
          tf.layers.dense({ units: 1, activation: 'sigmoid' }),
        ],
      }),
    label: (values) => (values[0] > values[11 * 6] ? 1 : 0),
  },
  // whether a picture is brighter on the left
  cnn: {
    shape: [12, 12, 2],
    build: () =>
      tf.sequential({
        layers: [
          tf.layers.conv2d({ filters: 16, kernelSize: 3, activation: 'relu', inputShape: [12, 12, 2] }),
          tf.layers.batchNormalization(),
          tf.layers.maxPooling2d({ poolSize: 2 }),
          tf.layers.conv2d({ filters: 24, kernelSize: 3, padding: 'same', activation: 'relu' }),
          tf.layers.flatten(),
          tf.layers.dropout({ rate: 0.2 }),
          tf.layers.dense({ units: 1, activation: 'sigmoid' }),
        ],
      }),
    label: (values) => (values.reduce((sum, value, i) => sum + (i % 24 < 12 ? value : -value), 0) > 0 ? 1 : 0),
  },
};

for (const [name, { shape, build, label }] of Object.entries(models)) {
  const size = shape.reduce((a, b) => a * b, 1);
  const items = 256;
  const values = noise([items, size], 1);
  const labels = Array.from({ length: items }, (_, i) => label(values.subarray(i * size, (i + 1) * size)));
  const x = tf.tensor(values, [items, ...shape]);
  const y = tf.tensor2d(labels, [items, 1]);
  const model = build();
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  const { history } = await model.fit(x, y, { epochs: 12, batchSize: 32, verbose: 0 });
  const [first, last] = [history.loss[0], history.loss.at(-1)];
  if (tf.getBackend() !== 'onnx' || !(last < 0.6 * first)) {
    throw new Error(`${name} did not learn on ${tf.getBackend()}: loss ${first}, then ${last}`);
  }
  const some = tf.slice(x, 0, 5);
  const predicted = model.predict(some);
  writeFileSync(
    `${name}.json`,
    JSON.stringify({ shape: [5, ...shape], x: [...(await some.data())], y: [...(await predicted.data())] }),
  );
  writeFileSync(`${name}.onnx`, await exportOnnx(model));
  console.log(`${name}: loss ${first.toFixed(3)}, then ${last.toFixed(3)}, on Node ${process.version}`);
}
