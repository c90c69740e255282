import { peerNamed, startOrSay, tfjs } from './peers.ts';
import type { Result } from './result.ts';
import { worksNamed } from './work/works-named.ts';

/** The most memory that is resident in 100 training steps of a network, in a process of `@siamese/onnx` and in one of a peer. */
export async function* memory({
  peer: name,
  work = 'cnn',
}: {
  peer: string;
  work?: string | undefined;
}): AsyncGenerator<Result> {
  const peer = peerNamed(name);
  const steps = peer.slow ? 3 : 100;
  for (const each of worksNamed(work)) {
    const us = await tfjs('onnx', each.name);
    const ours = (await us.step(steps)).peak / 2 ** 20;
    us.close();
    const them = await startOrSay(peer, each.name);
    const theirs = them ? (await them.step(steps)).peak / 2 ** 20 : null;
    them?.close();
    yield {
      bench: 'memory',
      work: each.name,
      ours,
      peer: theirs,
      peerName: peer.name,
      ratio: theirs === null ? null : ours / theirs,
      unit: 'MiB',
      runs: 1,
    };
  }
}
