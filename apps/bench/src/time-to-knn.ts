import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDataSet } from '@siamese/runner';
import { here, python, threads } from './peers.ts';
import { proveEqual } from './prove-equal.ts';
import type { Result } from './result.ts';
import type { Learned } from './time-to-knn-worker.ts';
import { versus } from './versus.ts';
import { workerRun } from './worker-run.ts';

const files = [
  'train-images-idx3-ubyte.gz',
  'train-labels-idx1-ubyte.gz',
  't10k-images-idx3-ubyte.gz',
  't10k-labels-idx1-ubyte.gz',
];
const install = 'pip install torch==2.11.0 numpy, and set SIAMESE_PYTHON to that python';

type Options = {
  /** Seeds, each a process of ours and one of the peer; 3 unless said. */
  readonly processes?: number | undefined;
  /** After so many steps it is given up; 1,000 unless said. */
  readonly steps?: number | undefined;
  /** The share of test pictures that get the right name; 0.985 unless said. */
  readonly target?: number | undefined;
};

/**
 * Seconds of training until the 5 nearest of 250 training pictures of each class name 98.5 % of MNIST's test set rightly, in
 * @siamese/core on @siamese/onnx and in PyTorch, 2 threads, a process of each for every seed, in turns: the same network (`cnn`, 128
 * dimensions), weights, batches (10 classes x 12), loss (supervised contrastive) and Adam. The losses of the first steps are
 * proved equal. Looking how far it is, every 25 steps, does not count.
 */
export async function* timeToKnn({ processes = 3, steps = 1000, target = 0.985 }: Options): AsyncGenerator<Result> {
  const data = findDataSet('mnist', files, 'http://yann.lecun.com/exdb/mnist');
  const folder = mkdtempSync(join(tmpdir(), 'time-to-knn-'));
  const [ours, theirs]: [Learned[], Learned[]] = [[], []];
  try {
    for (let seed = 1; seed <= processes; seed++) {
      const args = [data, folder, ...[seed, steps, target, threads].map(String)];
      ours.push(
        reached(await workerRun(process.execPath, ['--import', 'tsx', here('time-to-knn-worker.ts'), ...args]), 'ours'),
      );
      const peer = await workerRun<Learned>(python(), [here('../peers/time-to-knn.py'), ...args]).catch(
        (error: Error) => {
          process.stderr.write(`pytorch did not run (${error.message.trim().split('\n').at(-1)}): ${install}\n`);
        },
      );
      if (peer !== undefined) {
        theirs.push(reached(peer, 'pytorch'));
        proveEqual('time-to-knn', ours.at(-1)!.losses, peer.losses, 'pytorch');
      }
      const line = [ours, theirs]
        .flatMap((all) => all.slice(-1))
        .map((one) => `${one.seconds.toFixed(2)} s, ${one.steps} steps`);
      process.stderr.write(`seed ${seed}: ${line.join('; pytorch ')}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const seconds = (all: readonly Learned[]): number[] => all.map((one) => one.seconds);
  yield {
    bench: 'time-to-knn',
    work: `MNIST, ${100 * target} %`,
    peerName: 'pytorch',
    unit: 's',
    ...versus(seconds(ours), seconds(theirs)),
  };
}

function reached(learned: Learned, who: string): Learned {
  if (learned.reached) return learned;
  throw new Error(
    `time-to-knn: ${who} came to ${(100 * learned.knn).toFixed(2)} % in ${learned.steps} steps (${learned.seconds.toFixed(2)} s); more of them need --steps`,
  );
}
