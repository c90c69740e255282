import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { here, python, threads } from './peers.ts';
import type { Result } from './result.ts';
import { versus } from './versus.ts';
import { workerRun } from './worker-run.ts';

const rows = 200_000;
const dimensions = 128;
const k = 256;
const iterations = 20;

/** What a process took, and the sum of squared distances it ended with. */
type Found = { readonly ms: number; readonly inertia: number };

const libraries = ['faiss', 'scikit-learn'] as const;

/**
 * 20 rounds of k-means on 200,000 rows with 256 centres, from the same starting centres: `kMeans` on `@siamese/onnx`,
 * faiss and scikit-learn, each in a process of its own, in turns; the sums of squares are proved equal to 1e-3.
 */
export async function* kMeansTime({ processes = 3 }: { processes?: number | undefined }): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'k-means-'));
  try {
    const file = join(folder, 'rows.f32');
    writeFileSync(file, blobs());
    const sizes = [file, rows, dimensions, k, iterations, threads].map(String);
    const ours: Found[] = [];
    const theirs: Record<(typeof libraries)[number], Found[]> = { faiss: [], 'scikit-learn': [] };
    for (let turn = 0; turn < processes; turn++) {
      ours.push(await workerRun<Found>(process.execPath, ['--import', 'tsx', here('k-means-worker.ts'), ...sizes]));
      for (const library of libraries) {
        const them = await workerRun<Found>(python(), [here('../peers/k-means.py'), library, ...sizes]).catch(
          (error: Error) => {
            process.stderr.write(`${library} did not run (${error.message.split('\n').at(-2)}): pip install it\n`);
          },
        );
        if (!them) continue;
        theirs[library].push(them);
        const apart = ours.at(-1)!.inertia / them.inertia - 1;
        if (Math.abs(apart) > 1e-3) throw new Error(`k-means: ours is ${apart} more than ${library}'s`);
      }
    }
    const seconds = ({ ms }: Found): number => ms / 1000;
    for (const library of libraries) {
      yield {
        bench: 'k-means',
        work: `${rows} x ${dimensions}, k ${k}, ${iterations} rounds`,
        peerName: library,
        unit: 'seconds',
        ...versus(ours.map(seconds), theirs[library].map(seconds)),
      };
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Clouds that overlap, so that rows go on moving. */
function blobs(): Float32Array {
  const random = createRandom(1, 'k-means');
  const centres = Float32Array.from({ length: 300 * dimensions }, () => random.float());
  const values = new Float32Array(rows * dimensions);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(i / dimensions);
    values[i] = centres[(row % 300) * dimensions + (i % dimensions)]! + 2 * (random.float() - 0.5);
  }
  return values;
}
