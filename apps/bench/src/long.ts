import { tfjs } from './peers.ts';
import type { Result } from './result.ts';
import { worksNamed } from './work/works-named.ts';

const BLOCK = 500;

/**
 * Many training steps of a network in one process of `@siamese/onnx`: how much is resident after all of them, beside what was after the
 * first fifth.
 *
 * @throws Error if TensorFlow.js has more tensors or bytes at the end than after the first steps.
 */
export async function* long({
  work = 'mlp',
  steps = 10_000,
}: {
  work?: string | undefined;
  steps?: number | undefined;
}): AsyncGenerator<Result> {
  for (const { name } of worksNamed(work)) {
    const us = await tfjs('onnx', name);
    const states = [];
    for (let done = 0; done < steps; done += BLOCK) states.push(await us.step(Math.min(BLOCK, steps - done)));
    us.close();
    const [early, last] = [states[Math.floor((states.length - 1) / 5)]!, states.at(-1)!];
    if (last.tensors !== states[0]!.tensors)
      throw new Error(
        `long: ${name} began with tensors and bytes ${states[0]!.tensors} and ended with ${last.tensors}`,
      );
    const [after, before] = [last.resident / 2 ** 20, early.resident / 2 ** 20];
    yield {
      bench: 'long',
      work: name,
      ours: after,
      peer: before,
      peerName: 'after a fifth of the steps',
      ratio: after / before,
      unit: 'MiB',
      runs: 1,
    };
  }
}
