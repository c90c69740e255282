import { fileURLToPath } from 'node:url';
import { median } from './median.ts';
import type { Result } from './result.ts';
import { stepper, type Stepper } from './stepper.ts';
import { works } from './work/index.ts';
import type { Work } from './work/work.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const threads = '2';

type Peer = {
  readonly name: string;
  readonly install: string;
  start(work: string): Promise<Stepper>;
  readonly slow?: boolean;
};

/** Who can stand on the other side. */
const peers: readonly Peer[] = [
  {
    name: 'pytorch',
    install: 'pip install torch==2.11.0 numpy, and set SIAMESE_PYTHON to that python',
    start: (work) =>
      stepper(process.env['SIAMESE_PYTHON'] ?? 'python3', [here('../peers/torch-step.py'), work, threads]),
  },
  {
    name: 'tensorflow',
    install:
      'npm install @tensorflow/tfjs-node in a folder of its own, and set SIAMESE_TFJS_NODE to node_modules/@tensorflow/tfjs-node there',
    start: (work) => tfjs('tensorflow', work),
  },
  { name: 'wasm', install: 'npm install', start: (work) => tfjs('wasm', work), slow: true },
  { name: 'cpu', install: 'npm install', start: (work) => tfjs('cpu', work), slow: true },
];

function tfjs(backend: string, work: string): Promise<Stepper> {
  return stepper(process.execPath, ['--import', 'tsx', here('tfjs-worker.ts'), backend, work, threads]);
}

/**
 * One training step of each network (32 pairs, contrastive, Adam, 2 threads) on `@siamese/onnx` and on a peer: 5 processes of
 * each, 5 blocks of 10 steps in turns after 20 steps of warm-up; the losses of the first steps are proved equal first.
 */
export async function* step(options: { peer: string; work?: string | undefined }): AsyncGenerator<Result> {
  const peer = peers.find(({ name }) => name === options.peer);
  if (!peer)
    throw new RangeError(`--peer must be one of ${peers.map(({ name }) => name).join(', ')}, got ${options.peer}`);
  const chosen = works.filter(({ name }) => options.work === undefined || name === options.work);
  for (const work of chosen) yield await compare(work, peer);
}

async function compare({ name: work, differs }: Work, peer: Peer): Promise<Result> {
  const [processes, blocks, size, warmUp] = peer.slow ? [1, 3, 1, 1] : [5, 5, 10, 20];
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let p = 0; p < processes; p++) {
    const us = await tfjs('onnx', work);
    const them = await peer.start(work).catch((error: unknown) => {
      process.stderr.write(`${peer.name} did not start (${(error as Error).message}): ${peer.install}\n`);
      return undefined;
    });
    try {
      const [mine, other] = [(await us.step(warmUp)).losses, (await them?.step(warmUp))?.losses];
      if (!differs) proveEqual(mine, other, peer.name);
      for (let b = 0; b < blocks; b++) {
        ours.push(...(await us.step(size)).ms);
        if (them) theirs.push(...(await them.step(size)).ms);
      }
    } finally {
      us.close();
      them?.close();
    }
    if (!them) break;
  }
  const [mine, other] = [median(ours), theirs.length > 0 ? median(theirs) : null];
  return {
    bench: 'step',
    work,
    ours: mine,
    peer: other,
    peerName: peer.name,
    ratio: other === null ? null : mine / other,
    unit: 'ms',
    runs: ours.length,
  };
}

/** Adam multiplies the smallest differences, so only the first losses can be held against each other. */
function proveEqual(ours: readonly number[], theirs: readonly number[] | undefined, name: string): void {
  theirs?.slice(0, 3).forEach((loss, i) => {
    if (Math.abs(loss - ours[i]!) > 1e-3 * Math.abs(loss))
      throw new Error(`step: ${name} does other work: its loss at step ${i} is ${loss}, ours ${ours[i]}`);
  });
}
