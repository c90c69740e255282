import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { euclidean, nearest, type Embeddings } from '@siamese/core';
import { build } from 'esbuild';
import type { MapTask } from './lay-out-map.ts';

/** As many as a report may show; more points make neither the map clearer nor the wait shorter. */
const mostRows = 10_000;

/**
 * Lays embeddings out on a plane, neighbours beside neighbours (UMAP, McInnes 2018, over exact nearest neighbours), in a
 * worker thread. The same embeddings and seed give the same map. A row that is not finite gets NaN and is left out of
 * the report.
 *
 * @param embeddings `values` is `[rows, dimensions]`, row after row; at most 10,000 rows
 * @param options `seed`; `neighbours` (default 15): fewer show detail, more the whole
 * @returns `x` and `y` of each row, without a unit
 * @throws RangeError for more than 10,000 rows, or values that are not rows x dimensions
 */
export async function mapEmbeddings(
  embeddings: { readonly values: Float32Array; readonly rows: number; readonly dimensions: number },
  options: { readonly seed: number; readonly neighbours?: number },
): Promise<{ x: number[]; y: number[] }> {
  const { values, rows, dimensions } = embeddings;
  if (rows > mostRows) throw new RangeError(`mapEmbeddings: rows must be at most ${mostRows}, got ${rows}`);
  if (values.length !== rows * dimensions) {
    throw new RangeError(`mapEmbeddings: values must hold ${rows} x ${dimensions} numbers, got ${values.length}`);
  }
  const finite = Array.from({ length: rows }, (_, row) => row).filter((row) => rowOf(row).every(Number.isFinite));
  const kept = new Float32Array(finite.length * dimensions);
  finite.forEach((row, at) => kept.set(rowOf(row), at * dimensions));

  const known = await neighboursOf({ values: kept, rows: finite.length, dimensions }, options.neighbours ?? 15);
  const laidOut = await inWorker({ ...known, seed: options.seed });
  const map = { x: Array.from({ length: rows }, () => NaN), y: Array.from({ length: rows }, () => NaN) };
  finite.forEach((row, at) => ([map.x[row], map.y[row]] = laidOut[at]!));
  return map;

  function rowOf(row: number): Float32Array {
    return values.subarray(row * dimensions, (row + 1) * dimensions);
  }
}

/** The nearest rows of each, itself first, in Euclidean distance. */
async function neighboursOf(embeddings: Embeddings, most: number): Promise<Omit<MapTask, 'seed'>> {
  const { rows } = embeddings;
  const count = Math.min(most, rows - 1);
  if (rows < 4) return { rows, count, indices: new Int32Array(), distances: new Float32Array() };
  const others = await nearest(embeddings, embeddings, {
    k: count - 1,
    distance: euclidean,
    skip: Int32Array.from({ length: rows }, (_, row) => row),
  });
  const indices = new Int32Array(rows * count);
  const distances = new Float32Array(rows * count);
  for (let row = 0; row < rows; row++) {
    indices[row * count] = row;
    for (let n = 1; n < count; n++) {
      indices[row * count + n] = others.rows[row * (count - 1) + n - 1]!;
      distances[row * count + n] = -others.scores[row * (count - 1) + n - 1]!;
    }
  }
  return { rows, count, indices, distances };
}

async function inWorker(task: MapTask): Promise<[x: number, y: number][]> {
  // Bundled, since a worker inherits no TypeScript loader on Node 20; what it does not use of core is left out.
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`./map-worker${extname(import.meta.url)}`, import.meta.url))],
    write: false,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['@tensorflow/*'],
    tsconfigRaw: {},
    logLevel: 'silent',
  });
  const worker = new Worker(outputFiles[0]!.text, { eval: true, workerData: task, execArgv: [] });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) =>
      reject(new Error(`mapEmbeddings: its worker stopped with code ${code} before it was done`)),
    );
  });
}
