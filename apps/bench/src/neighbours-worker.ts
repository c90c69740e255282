import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dot, nearest } from '@siamese/core';
import { configure } from '@siamese/onnx';
import * as tf from '@tensorflow/tfjs';

const [folder, ...sizes] = process.argv.slice(2);
const [rows, queries, dimensions, k, threads] = sizes.map(Number) as [number, number, number, number, number];
configure({ threads });
await tf.setBackend('onnx');
const { buffer, byteOffset } = readFileSync(join(folder!, 'rows.f32'));
const part = (from: number, count: number) => ({
  values: new Float32Array(buffer, byteOffset + 4 * from * dimensions, count * dimensions),
  rows: count,
  dimensions,
});
const [base, asked] = [part(0, rows), part(rows, queries)];
const start = performance.now();
const found = await nearest(asked, base, { k, distance: dot });
const ms = performance.now() - start;
writeFileSync(join(folder!, 'ours.rows'), found.rows);
writeFileSync(join(folder!, 'ours.scores'), found.scores);
console.log(JSON.stringify({ ms }));
