import { readFileSync } from 'node:fs';
import { kMeans, pickRows } from '@siamese/core';
import { configure } from '@siamese/onnx';
import * as tf from '@tensorflow/tfjs';

const [file, ...sizes] = process.argv.slice(2);
const [rows, dimensions, k, iterations, threads] = sizes.map(Number) as [number, number, number, number, number];
configure({ threads });
await tf.setBackend('onnx');
const { buffer, byteOffset } = readFileSync(file!);
const embeddings = { values: new Float32Array(buffer, byteOffset, rows * dimensions), rows, dimensions };
const centres = pickRows(
  embeddings,
  Array.from({ length: k }, (_, i) => i),
);
const start = performance.now();
const { inertia } = await kMeans(embeddings, { k, seed: 1, iterations, tolerance: 0, centres });
console.log(JSON.stringify({ ms: performance.now() - start, inertia }));
