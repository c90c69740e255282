import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Embeddings, Hook } from '@siamese/core';
import { openLines, readLines, type LineFile } from '../run-folder/index.ts';

const fileName = 'latent.jsonl';

/** Where the items lay after an epoch: x and y of each in turn. Epoch 0 is before the first step. */
export type LatentFrame = { readonly step: number; readonly epoch: number; readonly points: readonly number[] };

/**
 * Keeps where some items lie in a space of two dimensions, before the first step and after every epoch and the last step,
 * in `latent.jsonl`. A run that goes on from a checkpoint cuts it back to its step first.
 *
 * @param embed the items' embeddings as the network is now
 */
export function keepLatent(folder: string, embed: () => Promise<Embeddings>): Hook {
  let lines: LineFile | undefined;
  let stepsPerEpoch = 1;
  const keep = async (step: number, epoch: number): Promise<void> => {
    const { values } = await embed();
    lines!.write({ step, epoch, points: Array.from(values, (value) => Number(value.toPrecision(4))) });
  };
  return {
    name: 'latent',
    async onStart(run) {
      ({ stepsPerEpoch } = run);
      const { from } = run;
      const path = join(folder, fileName);
      const goesOn = from > 0 && existsSync(path);
      lines = openLines(path, goesOn ? ({ step }) => (step as number) <= from : undefined);
      if (from === 0) await keep(0, 0);
    },
    async onStep({ step, steps }) {
      const epochs = Math.floor(step / stepsPerEpoch);
      if (epochs > Math.floor((step - 1) / stepsPerEpoch)) await keep(step, epochs);
      else if (step === steps) await keep(step, epochs + 1);
    },
    onEnd() {
      lines!.close();
    },
    dispose() {
      lines?.drop();
    },
  };
}

/** What `keepLatent` wrote into a folder. */
export function readLatent(folder: string): LatentFrame[] {
  return readLines(join(folder, fileName)) as LatentFrame[];
}
