import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { packageBytes } from './package-bytes.ts';
import { here, python } from './peers.ts';
import type { Result } from './result.ts';

const MIB = 2 ** 20;

/** Bytes on disk of the packed `@siamese/onnx` with its dependencies, and of each peer with its own. */
export async function* installSize(): AsyncGenerator<Result> {
  const ours = packageBytes(realpathSync(here('../node_modules/@siamese/onnx'))) / MIB;
  const tensorflow = process.env['SIAMESE_TFJS_NODE'];
  const sizes: [string, () => number][] = [
    ['tfjs-node (SIAMESE_TFJS_NODE says where)', () => packageBytes(realpathSync(tensorflow!))],
    [
      'pytorch',
      () => Number(execFileSync(python(), [here('../peers/install-size.py'), 'torch'], { encoding: 'utf8' })),
    ],
  ];
  for (const [peerName, size] of sizes) {
    const peer = attempt(size);
    const ratio = peer === null ? null : ours / peer;
    yield { bench: 'install-size', work: '@siamese/onnx', ours, peer, peerName, ratio, unit: 'MiB', runs: 1 };
  }
}

function attempt(size: () => number): number | null {
  try {
    return size() / MIB;
  } catch (error) {
    process.stderr.write(`install-size: ${(error as Error).message.split('\n', 1)[0]}\n`);
    return null;
  }
}
