import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRandom } from '@siamese/core';
import sharp from 'sharp';
import { here, python } from './peers.ts';
import type { Result } from './result.ts';
import { versus } from './versus.ts';
import { workerRun } from './worker-run.ts';

/** Files that are timed, and others before them for whatever is done once; and their side in pixels. */
const [timed, before, side] = [2048, 128, 112];
const peer = here('../peers/picture-loading.py');
const install = 'pip install torch==2.11.0 torchvision==0.26.0 pillow numpy, and set SIAMESE_PYTHON to that python';

/** Items per second: of the first pass, whose files are in no cache, and of those after it. */
type Rates = { readonly cold: number; readonly warm: readonly number[] };

/**
 * Pictures per second that are decoded (112 x 112 JPEG), brought to 64 x 64, mirrored, turned and moved a little, and batched as
 * floats, 64 a batch: by the `prepare` of @siamese/image's encoder, two batches at a time, and by PyTorch's DataLoader with
 * Pillow and torchvision and 2 workers; processes in turns. Before the first pass the files are put out of the system's cache.
 * More is better, so here a ratio above 1 is.
 */
export async function* pictureLoading({ processes = 3 }: { processes?: number | undefined }): AsyncGenerator<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
  const [ours, theirs]: [Rates[], Rates[]] = [[], []];
  try {
    await writePictures(folder);
    for (let turn = 0; turn < processes; turn++) {
      await forget(folder);
      ours.push(await workerRun(process.execPath, ['--import', 'tsx', here('picture-loading-worker.ts'), folder]));
      await forget(folder);
      const them = await workerRun<Rates>(python(), [peer, folder, '2']).catch((error: Error) => {
        process.stderr.write(`torchvision did not run (${error.message.trim().split('\n').at(-1)}): ${install}\n`);
      });
      if (them !== undefined) theirs.push(them);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  const result = { bench: 'pictures', peerName: 'DataLoader, 2 workers', unit: 'pictures per s' };
  const of = (all: readonly Rates[], rates: (one: Rates) => readonly number[]): number[] => all.flatMap(rates);
  const warm = ({ warm: rates }: Rates) => rates;
  const cold = ({ cold: rate }: Rates) => [rate];
  yield { ...result, work: 'warm cache', ...versus(of(ours, warm), of(theirs, warm)) };
  yield { ...result, work: 'cold cache', ...versus(of(ours, cold), of(theirs, cold)) };
}

/** Something like photographs: soft shapes of a few colours, and grain. */
async function writePictures(folder: string): Promise<void> {
  for (const [name, count] of [
    ['timed', timed],
    ['before', before],
  ] as const) {
    mkdirSync(join(folder, name));
    for (let n = 0; n < count; n++) {
      const random = createRandom(1, name, n);
      const noise = (length: number, reach: number) =>
        Uint8Array.from({ length }, () => 128 - reach / 2 + random.int(reach));
      const grain = await sharp(noise(3 * side * side, 24), { raw: { width: side, height: side, channels: 3 } })
        .png()
        .toBuffer();
      const shapes = sharp(noise(3 * 7 * 7, 220), { raw: { width: 7, height: 7, channels: 3 } });
      const soft = await shapes.resize(side, side, { kernel: 'cubic' }).png().toBuffer();
      const jpeg = await sharp(soft)
        .composite([{ input: grain, blend: 'soft-light' }])
        .jpeg({ quality: 90 })
        .toBuffer();
      writeFileSync(join(folder, name, `${String(n).padStart(5, '0')}.jpg`), jpeg);
    }
  }
}

/** Puts the files out of the system's cache, as far as it lets one. */
async function forget(folder: string): Promise<void> {
  await promisify(execFile)(python(), [peer, folder, 'forget']).catch(() => {
    process.stderr.write('pictures: without a python the files stay in the cache, also for the cold pass\n');
  });
}
