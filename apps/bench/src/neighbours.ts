import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@siamese/core';
import { here, python, threads } from './peers.ts';
import type { Result } from './result.ts';
import { versus } from './versus.ts';
import { workerRun } from './worker-run.ts';

const rows = 1_000_000;
const queries = 10_000;
const dimensions = 128;
const k = 10;

/** What a process took; what it found lies beside the data. */
type Found = { readonly ms: number };

/**
 * The exact ten nearest of 10,000 queries among a million rows by inner product, with `nearest` on `@siamese/onnx` and with
 * faiss's IndexFlatIP, each in a process of its own, in turns; the rows are proved equal wherever scores differ by more
 * than 1e-5.
 */
export async function* neighbours({ processes = 3 }: { processes?: number | undefined }): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'neighbours-'));
  try {
    writeRows(join(folder, 'rows.f32'));
    const sizes = [folder, rows, queries, dimensions, k, threads].map(String);
    const ours: Found[] = [];
    const theirs: Found[] = [];
    for (let turn = 0; turn < processes; turn++) {
      ours.push(await workerRun<Found>(process.execPath, ['--import', 'tsx', here('neighbours-worker.ts'), ...sizes]));
      const them = await workerRun<Found>(python(), [here('../peers/neighbours.py'), ...sizes]).catch(
        (error: Error) => {
          process.stderr.write(`faiss did not run (${error.message.split('\n').at(-2)}): pip install faiss-cpu\n`);
        },
      );
      if (!them) continue;
      theirs.push(them);
      proveEqual(folder);
    }
    const seconds = ({ ms }: Found): number => ms / 1000;
    yield {
      bench: 'neighbours',
      work: `${k} nearest of ${queries} among ${rows} x ${dimensions}`,
      peerName: 'faiss',
      unit: 'seconds',
      ...versus(ours.map(seconds), theirs.map(seconds)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Rows and, after them, queries: normal numbers, 4096 rows at a time. */
function writeRows(file: string): void {
  const random = createRandom(1, 'neighbours');
  const to = openSync(file, 'w');
  for (let left = rows + queries; left > 0; left -= 4096) {
    writeSync(
      to,
      Float32Array.from({ length: Math.min(left, 4096) * dimensions }, () => random.float() - 0.5),
    );
  }
  closeSync(to);
}

function proveEqual(folder: string): void {
  const floats = (name: string) => new Float32Array(Uint8Array.from(readFileSync(join(folder, name))).buffer);
  const ints = (name: string) => new Int32Array(Uint8Array.from(readFileSync(join(folder, name))).buffer);
  const [ourRows, theirRows] = [ints('ours.rows'), ints('theirs.rows')];
  const [ourScores, theirScores] = [floats('ours.scores'), floats('theirs.scores')];
  for (const [i, row] of ourRows.entries()) {
    if (Math.abs(ourScores[i]! - theirScores[i]!) > 1e-4) {
      throw new Error(
        `neighbours: score ${i % k} of query ${Math.floor(i / k)}: ours ${ourScores[i]}, faiss's ${theirScores[i]}`,
      );
    }
    const apart = (j: number) => (j % k === i % k ? 1 : Math.abs(theirScores[i]! - theirScores[j]!));
    const alone = (i % k === 0 || apart(i - 1) > 1e-5) && (i % k === k - 1 || apart(i + 1) > 1e-5);
    // The last has a neighbour that is not seen.
    if (alone && i % k < k - 1 && row !== theirRows[i]) {
      throw new Error(`neighbours: row ${i % k} of query ${Math.floor(i / k)}: ours ${row}, faiss's ${theirRows[i]}`);
    }
  }
}
