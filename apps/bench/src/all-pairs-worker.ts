import { readFileSync } from 'node:fs';
import { allPairsCurve, dot, eer, minDcf, scoreBlocks, scoreMatrixOf } from '@siamese/core';
import { configure } from '@siamese/onnx';
import * as tf from '@tensorflow/tfjs';
import { peakMemory } from './peak-memory.ts';

const [file, items, dimensions, identities, threads] = process.argv.slice(2);
configure({ threads: Number(threads) });
await tf.setBackend('onnx');
const { buffer, byteOffset } = readFileSync(file!);
const [rows, width] = [Number(items), Number(dimensions)];
const embeddings = { values: new Float32Array(buffer, byteOffset, rows * width), rows, dimensions: width };
const labels = Array.from({ length: rows }, (_, item) => `${item % Number(identities)}`);
const start = performance.now();
const curve = await allPairsCurve(labels, () =>
  scoreBlocks(embeddings, embeddings, scoreMatrixOf(dot), { upper: true }),
);
const figures = { eer: eer(curve), minDcf: minDcf(curve) };
console.log(JSON.stringify({ ms: performance.now() - start, peak: peakMemory(), ...figures }));
