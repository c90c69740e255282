import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { here, python, threads } from './peers.ts';
import type { Result } from './result.ts';
import { versus } from './versus.ts';
import { workerRun } from './worker-run.ts';

const items = 20_000;
const dimensions = 128;
const identities = 1000;

/** What a process found, and what it took. */
type Found = { readonly ms: number; readonly peak: number; readonly eer: number; readonly minDcf: number };

/**
 * EER and minDCF of all 199,990,000 pairs of 20,000 embeddings, with `allPairsCurve` on `@siamese/onnx` and with NumPy and
 * scikit-learn, each in a process of its own, in turns; the figures are proved equal.
 */
export async function* allPairs({ processes = 3 }: { processes?: number | undefined }): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'all-pairs-'));
  try {
    const file = join(folder, 'embeddings.f32');
    writeFileSync(file, embeddings());
    const sizes = [file, items, dimensions, identities, threads].map(String);
    const ours: Found[] = [];
    const theirs: Found[] = [];
    for (let turn = 0; turn < processes; turn++) {
      ours.push(await workerRun<Found>(process.execPath, ['--import', 'tsx', here('all-pairs-worker.ts'), ...sizes]));
      const them = await workerRun<Found>(python(), [here('../peers/all-pairs.py'), ...sizes]).catch((error: Error) => {
        process.stderr.write(
          `scikit-learn did not run (${error.message.split('\n').at(-2)}): pip install numpy scikit-learn\n`,
        );
      });
      if (them) theirs.push(them);
      if (them) proveEqual(ours.at(-1)!, them);
    }
    yield result('seconds', ours, theirs, ({ ms }) => ms / 1000);
    yield result('MiB', ours, theirs, ({ peak }) => peak / 2 ** 20);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Unit vectors around the centre of their identity. */
function embeddings(): Float32Array {
  const random = createRandom(1, 'all-pairs');
  const centres = Float64Array.from({ length: identities * dimensions }, () => random.normal());
  const values = new Float32Array(items * dimensions);
  for (let item = 0; item < items; item++) {
    const row = values.subarray(item * dimensions, (item + 1) * dimensions);
    const centre = (item % identities) * dimensions;
    for (let i = 0; i < dimensions; i++) row[i] = centres[centre + i]! + 2 * random.normal();
    const length = Math.hypot(...row);
    for (let i = 0; i < dimensions; i++) row[i]! /= length;
  }
  return values;
}

function proveEqual(ours: Found, theirs: Found): void {
  for (const name of ['eer', 'minDcf'] as const) {
    if (Math.abs(ours[name] - theirs[name]) > 1e-6) {
      throw new Error(`all-pairs: ${name} differs: ours ${ours[name]}, scikit-learn's ${theirs[name]}`);
    }
  }
}

function result(unit: string, ours: Found[], theirs: Found[], of: (one: Found) => number): Result {
  return {
    bench: 'all-pairs',
    work: `${items} embeddings, ${unit === 'MiB' ? 'most memory' : 'time'}`,
    peerName: 'scikit-learn',
    unit,
    ...versus(ours.map(of), theirs.map(of)),
  };
}
