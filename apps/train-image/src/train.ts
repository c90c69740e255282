import { join } from 'node:path';
import { embed, encoderAt, evaluateInDetail, pick, type EvaluationInDetail } from '@siamese/core';
import type { ImageItem } from '@siamese/image';
import {
  announce,
  chooseBackend,
  createRunFolder,
  objective,
  percent,
  sayNext,
  secondsSince,
  shown,
  sizesOf,
  startedAs,
  trainOne,
  UsageError,
  versionsOf,
  writeRecord,
  writeResult,
  type Learner,
  type Measured,
  type RunOf,
  type Trained,
} from '@siamese/runner';
import { keepLatent, writeAnimation } from '@siamese/runner/animation';
import type { DataSet } from './data/data-set.ts';
import { loadData } from './data/load.ts';
import { isNamed } from './data/names.ts';
import { typedSettings, type TrainFlags } from './flags.ts';
import { network } from './network.ts';
import { checkSettings, type Target } from './objective.ts';
import { pictures } from './pictures.ts';
import { pngFiles } from './png.ts';
import { settingsOf } from './presets/index.ts';
import type { Settings } from './settings.ts';

/**
 * A run: announce, load, then for each seed train, choose the threshold, measure and keep; at last one result. With
 * `resume` it goes on where a run was stopped, and ends in the same bytes.
 */
export async function train(typed: TrainFlags, asTyped: string): Promise<void> {
  const started = performance.now();
  const seconds = (): number => Math.round(10 * secondsSince(started)) / 10;
  const { flags, command, folder: resumed } = startedAs(typed, asTyped);
  const s = settingsOf(flags.preset, typedSettings(flags));
  const seeds = flags.seeds ?? [flags.seed];
  checkSettings(s);
  if (flags.animation === true && s.dimensions !== 2)
    throw new UsageError(
      `--animation shows embeddings of two dimensions, and these have ${s.dimensions}; type --dimensions 2 or --preset lenet-2d`,
    );

  const backend = await chooseBackend(flags);
  announce('backend', backend.line);
  announce('seed', seeds.join(', '));
  const data = await loadData(s.data, {
    seed: s.dataSeed,
    size: s.size === 0 ? undefined : s.size,
    crop: s.crop,
    unseen: s.unseen,
    skipBad: flags.skipBadItems === true,
    holdOut: s.threshold === 0,
  });
  announce('data', `${data.name}: ${sizesOf(data)}`, ...data.notes);

  const title = flags.preset === 'best' && s.data === 'scribbles' ? 'scribbles' : `${data.name}-${flags.preset}`;
  const runFolder = resumed ?? createRunFolder(flags.preset, flags);
  if (resumed === undefined) await writeRecord(runFolder, { schema: 1, command, flags });
  const run: RunOf<ImageItem> = {
    modality: pictures,
    files: pngFiles,
    folder: runFolder,
    title,
    command,
    resumed: resumed !== undefined,
    backend,
    settings: s,
    own: !isNamed(s.data),
    seconds,
  };
  const perSeed: (readonly Measured[])[] = [];
  let baseline: EvaluationInDetail | undefined;
  let last: Trained | undefined;

  for (const seed of seeds) {
    const folder = seeds.length === 1 ? runFolder : join(runFolder, `seed-${seed}`);
    last = await trainOne(run, {
      seed,
      data,
      folder,
      name: seeds.length === 1 ? 'training' : `seed ${seed}`,
      make: () => learner(s, data, { seed, folder, animation: flags.animation === true }),
      ...(baseline === undefined ? {} : { baseline }),
    });
    if (last === undefined) return;
    baseline ??= last.baseline;
    perSeed.push(last.measured);
    if (last.report === undefined) continue;
    const animation =
      flags.animation === true ? await writeAnimation(folder, { title, labels: drawn(data).labels }) : undefined;
    if (seed !== seeds.at(-1)) continue;
    const besides = animation === undefined ? [] : [`animation  ${shown(animation)}`];
    sayNext(last, { besides, open: flags.open === true });
  }

  const packages = ['@siamese/core', '@siamese/image', '@siamese/onnx', '@tensorflow/tfjs'];
  const versions = versionsOf(packages, import.meta.url);
  await writeResult(run, { seeds, steps: last!.steps, versions, perSeed });
}

/** The network that the settings describe, how it learns, and the layer of it that is used. */
async function learner(
  s: Settings,
  data: DataSet,
  o: { readonly seed: number; readonly folder: string; readonly animation: boolean },
): Promise<Learner<ImageItem>> {
  const { encoder, what } = network(s, data, o.seed);
  const learns = { what, objective: objective<ImageItem>(encoder, s, { seed: o.seed, data: data.train }) };
  const hooks = o.animation ? [keepLatent(o.folder, () => embed(encoder, drawn(data).items))] : [];
  if (s.embedding === 'last') return { ...learns, hooks };
  const used = encoderAt(encoder, s.embedding);
  const value = `the layer ${s.embedding}; ${await untrainedEer(used, data, s)}`;
  return { ...learns, hooks, used, facts: [{ name: 'embedding', value }] };
}

/** How far the layer gets before anything was learned, in words: what training has to beat. */
async function untrainedEer(target: Target, data: DataSet, s: Settings): Promise<string> {
  const { eer } = (await evaluateInDetail(target, data.test, { seed: s.dataSeed, trials: 100 })).figures;
  return `before training its equal error rate is ${percent(eer.value)}`;
}

/** Items of the test that an animation shows. */
const mostDrawn = 2000;

function drawn({ test }: DataSet): DataSet['test'] {
  return pick(test, [...test.items.keys()].slice(0, mostDrawn));
}
