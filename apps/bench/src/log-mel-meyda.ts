import { readFileSync } from 'node:fs';
import loaded from 'meyda';

/** Meyda's own mel bands (their logarithm is ln(1 + x)), of a tenth of the frames: all of them take a quarter of a minute. */
const [window, hop, share] = [1024, 200, 10];
const { buffer, byteOffset, byteLength } = readFileSync(process.argv[2]!);
const samples = new Float32Array(buffer, byteOffset, byteLength / 4);
type Meyda = { extract(name: 'melBands', frame: Float32Array): readonly number[] };
// A CommonJS module that calls itself one of ECMAScript is wrapped once more.
const wrapped = loaded as unknown as Meyda & { default?: Meyda };
const meyda = wrapped.default ?? wrapped;
Object.assign(meyda, { bufferSize: window, sampleRate: 16_000, melBands: 80 });
const frames = Math.floor((samples.length - window) / hop / share);
let sum = 0;
const ms: number[] = [];
for (let run = 0; run < 2; run++) {
  const start = performance.now();
  for (let t = 0; t < frames; t++) {
    const bands = meyda.extract('melBands', samples.subarray(t * hop, t * hop + window));
    sum += bands[0]!;
  }
  if (run > 0) ms.push((performance.now() - start) * share);
}
console.log(JSON.stringify({ ms, mean: sum / frames }));
