import { join } from 'node:path';
import { decodeAudio, speedSpeakers, type AudioItem } from '@siamese/audio';
import {
  announce,
  checkSettings,
  chooseBackend,
  createRunFolder,
  objective,
  sayNext,
  secondsSince,
  sizesOf,
  startedAs,
  trainOne,
  versionsOf,
  writeRecord,
  writeResult,
  type Measured,
  type RunOf,
  type Trained,
} from '@siamese/runner';
import type { EvaluationInDetail } from '@siamese/core';
import type { DataSet } from './data/data-set.ts';
import { loadData } from './data/load.ts';
import { isNamed } from './data/names.ts';
import { ownFigures } from './evaluate/own-figures.ts';
import { overParts } from './evaluate/over-parts.ts';
import { typedSettings, type TrainFlags } from './flags.ts';
import { network } from './network.ts';
import { presetFor, settingsOf } from './presets/index.ts';
import { recordings } from './recordings.ts';
import { toWav } from './wav.ts';
import type { Settings } from './settings.ts';

/**
 * A run: announce, load, then for each seed (and each way in which the data is trained on) train, choose the threshold, measure
 * and keep; at last one result. With `resume` it goes on where a run was stopped, and ends in the same bytes.
 */
export async function train(typed: TrainFlags, asTyped: string): Promise<void> {
  const started = performance.now();
  const seconds = (): number => Math.round(10 * secondsSince(started)) / 10;
  const { flags, command, folder: resumed } = startedAs(typed, asTyped);
  const preset = flags.preset ?? presetFor(flags.data);
  const s = settingsOf(preset, typedSettings(flags));
  const seeds = flags.seeds ?? [flags.seed];
  checkSettings(s);

  const backend = await chooseBackend(flags);
  announce('backend', backend.line);
  announce('seed', seeds.join(', '));
  const sets = await loadData(s.data, {
    seed: s.dataSeed,
    rate: s.rate,
    skipBad: flags.skipBadItems === true,
    all: false,
  });
  for (const data of sets) announce('data', `${data.name}: ${sizesOf(data)}`, ...data.notes);

  const { name } = sets[0]!;
  const title = preset === name ? name : `${name}-${preset}`;
  const folder = resumed ?? createRunFolder(preset, flags);
  if (resumed === undefined) await writeRecord(folder, { schema: 1, command, flags });
  const run: RunOf<AudioItem> = {
    modality: recordings,
    files,
    folder,
    title,
    command,
    resumed: resumed !== undefined,
    backend,
    settings: s,
    own: !isNamed(s.data),
    seconds,
  };
  const baselines = new Map<DataSet, EvaluationInDetail>();
  const perSeed: (readonly Measured[])[] = [];
  let last: Trained | undefined;
  for (const seed of seeds) {
    const measured: (readonly Measured[])[] = [];
    for (const data of sets) {
      const parts = [...(seeds.length === 1 ? [] : [`seed-${seed}`]), ...(data.part === undefined ? [] : [data.part])];
      const baseline = baselines.get(data);
      last = await trainOne(run, {
        seed,
        data,
        folder: join(folder, ...parts),
        name: parts.length === 0 ? 'training' : parts.join(' '),
        make: () => learner(s, data, seed),
        ...(baseline === undefined ? {} : { baseline }),
        figures: (target) => ownFigures(data, target),
      });
      if (last === undefined) return;
      if (last.baseline !== undefined) baselines.set(data, last.baseline);
      measured.push(last.measured);
    }
    perSeed.push(overParts(measured));
  }
  sayNext(last!, { open: flags.open === true });
  const packages = ['@siamese/core', '@siamese/audio', '@siamese/onnx', '@tensorflow/tfjs'];
  const versions = versionsOf(packages, import.meta.url);
  await writeResult(run, { seeds, steps: last!.steps, versions, perSeed });
}

/** The network that the settings describe, and how it learns from these recordings and those made of them. */
function learner(s: Settings, { train: recorded, repeat }: DataSet, seed: number) {
  const { encoder, what } = network(s, seed);
  const data = s.speeds === 'none' ? recorded : speedSpeakers(recorded, s.speeds.split('+').map(Number));
  return { what, objective: objective<AudioItem>(encoder, s, { seed, data, repeat }) };
}

const files = {
  ending: 'wav',
  write: async (item: AudioItem, path: string) => toWav(await decodeAudio(item), path),
};
