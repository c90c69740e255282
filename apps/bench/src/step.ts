import { peerNamed, startOrSay, tfjs, type Peer } from './peers.ts';
import { proveEqual } from './prove-equal.ts';
import type { Result } from './result.ts';
import { spreadOf } from './spread.ts';
import { versus } from './versus.ts';
import { warmUp } from './warm-up.ts';
import { worksNamed } from './work/works-named.ts';
import type { Work } from './work/work.ts';

/** Steps that are timed at a stretch, before it is the other's turn. */
const BLOCK = 10;

type Options = {
  readonly peer: string;
  readonly work?: string | undefined;
  /** Processes of each, one after the other; 5 unless said, and 1 of a slow peer. */
  readonly processes?: number | undefined;
  /** Timed steps in each; 50 unless said, and 3 of a slow peer. */
  readonly steps?: number | undefined;
};

/**
 * One training step of each network (contrastive, Adam, 2 threads) on `@siamese/onnx` and on a peer, in several processes of each, in
 * turns of ten steps after a warm-up of two seconds; the losses of the first steps are proved equal first.
 */
export async function* step({ peer: name, work, processes, steps }: Options): AsyncGenerator<Result> {
  const peer = peerNamed(name);
  const counts = peer.slow
    ? { processes: processes ?? 1, steps: steps ?? 3, block: 1, warmUp: 1 }
    : { processes: processes ?? 5, steps: steps ?? 50, block: BLOCK, warmUp: 20 };
  for (const each of worksNamed(work)) yield await compare(each, peer, counts);
}

type Counts = { processes: number; steps: number; block: number; warmUp: number };

async function compare({ name: work, differs, compared = 3 }: Work, peer: Peer, counts: Counts): Promise<Result> {
  const ours: number[][] = [];
  const theirs: number[][] = [];
  for (let p = 0; p < counts.processes; p++) {
    const us = await tfjs('onnx', work);
    const them = await startOrSay(peer, work);
    try {
      const mine = await warmUp(us, counts.warmUp);
      const other = them && (await warmUp(them, counts.warmUp));
      if (!differs) proveEqual('step', mine.slice(0, compared), other, peer.name);
      ours.push([]);
      if (them) theirs.push([]);
      for (let done = 0; done < counts.steps; done += counts.block) {
        const size = Math.min(counts.block, counts.steps - done);
        ours.at(-1)!.push(...(await us.step(size)).ms);
        if (them) theirs.at(-1)!.push(...(await them.step(size)).ms);
      }
    } finally {
      us.close();
      them?.close();
    }
    if (!them) break;
  }
  return {
    bench: 'step',
    work,
    peerName: peer.name,
    unit: 'ms',
    ...versus(ours.flat(), theirs.flat()),
    spread: { ours: spreadOf(ours), peer: theirs.length > 0 ? spreadOf(theirs) : null },
  };
}
