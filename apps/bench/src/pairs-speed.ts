import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pairs } from '@siamese/core';
import { here, python } from './peers.ts';
import type { Result } from './result.ts';
import { versus } from './versus.ts';

const items = 500_000;
const classes = 100_000;
const runs = 7;

/**
 * The 10^6 balanced pairs of an epoch of 500,000 items in 100,000 classes, in batches of 1,000 and, by NumPy, all at once in
 * vectors; of the classes both have an index before the clock runs.
 */
export async function* pairsSpeed(): AsyncGenerator<Result> {
  const labels = Array.from({ length: items }, (_, item) => `${(item * 7919) % classes}`);
  const stream = pairs({ size: 1000 }).over(labels, { seed: 1 });
  const ours: number[] = [];
  for (let epoch = 0; epoch < runs; epoch++) {
    const start = performance.now();
    let drawn = 0;
    for (let step = 0; step < stream.stepsPerEpoch; step++) {
      drawn += stream.at(epoch * stream.stepsPerEpoch + step).a.length;
    }
    ours.push(performance.now() - start);
    if (drawn !== 2 * items) throw new Error(`pairs-speed: an epoch has ${drawn} pairs, not ${2 * items}`);
  }
  const theirs = await numpy();
  yield {
    bench: 'pairs-speed',
    work: '10^6 pairs, 10^5 classes',
    peerName: 'NumPy',
    unit: 'ms',
    ...versus(ours, theirs ?? []),
  };
}

async function numpy(): Promise<readonly number[] | undefined> {
  const args = [here('../peers/pairs-speed.py'), items, classes, runs].map(String);
  try {
    return JSON.parse((await promisify(execFile)(python(), args)).stdout) as number[];
  } catch (error) {
    process.stderr.write(`NumPy did not run (${(error as Error).message.split('\n').at(-2)}): pip install numpy\n`);
    return undefined;
  }
}
