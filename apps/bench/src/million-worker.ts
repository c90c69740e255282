import { createRandom, evaluateInDetail, euclidean, type Figure } from '@siamese/core';
import { configure } from '@siamese/onnx';
import * as tf from '@tensorflow/tfjs';
import { peakMemory } from './peak-memory.ts';
import { threads } from './peers.ts';

const rows = 1_000_000;
const dimensions = 64;
const identities = 100_000;

configure({ threads });
await tf.setBackend('onnx');
const random = createRandom(1, 'million');
const centres = Float32Array.from({ length: identities * dimensions }, () => random.float());
const values = new Float32Array(rows * dimensions);
for (let item = 0, at = 0; item < rows; item++) {
  const centre = (item % identities) * dimensions;
  for (let i = 0; i < dimensions; i++) values[at++] = centres[centre + i]! + random.float();
}
const labels = Array.from({ length: rows }, (_, item) => `${item % identities}`);
const start = performance.now();
const { figures, notes } = await evaluateInDetail(
  { embeddings: { values, rows, dimensions }, labels },
  { distance: euclidean },
);
const ms = performance.now() - start;
const shown = ([name, { value, low, high }]: [string, Figure]): string =>
  `${name} ${value.toFixed(4)} (${low?.toFixed(4)} to ${high?.toFixed(4)})`;
process.stderr.write(`${[...notes, ...Object.entries(figures as Record<string, Figure>).map(shown)].join('\n')}\n`);
console.log(JSON.stringify({ ms, peak: peakMemory() }));
