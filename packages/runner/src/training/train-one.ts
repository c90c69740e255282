import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { warnOnCollapse, type EvaluationInDetail, type Hook } from '@siamese/core';
import { save } from '@siamese/core/node';
import { announce, announceFigure } from '../announce.ts';
import type { Backend } from '../backend/index.ts';
import {
  figureOf,
  isChief,
  measure,
  measureBaseline,
  setThreshold,
  type DataSet,
  type Measured,
  type MeasureSettings,
} from '../evaluate/index.ts';
import { measureHeldOut, showProgress, stopOnInterrupt, writeMetrics } from '../hooks/index.ts';
import type { Modality, Usable } from '../modality.ts';
import { encoderOf } from '../modality.ts';
import { shown } from '../paths.ts';
import { note, print } from '../print.ts';
import { writeReport, type NextCommand, type ReportFact } from '../report/index.ts';
import { hasCheckpoint, keepCheckpoint, readCheckpoint, readLines, removeUnused } from '../run-folder/index.ts';
import { readFinished, writeFinished } from './finished.ts';
import { goOnWith, sayGoOn } from './go-on.ts';
import { nextCommands } from './next-commands.ts';
import type { Objective, ObjectiveSettings } from './objective.ts';
import { reportContent } from './report-content.ts';
import { writeSamples, writeStrangers, type ItemFiles } from './samples.ts';

/** The run that a training is part of. */
export type RunOf<Item> = {
  readonly modality: Modality<Item>;
  readonly files: ItemFiles<Item>;
  /** The run's folder and name, how it was started, and whether it goes on. */
  readonly folder: string;
  readonly title: string;
  readonly command: string;
  readonly resumed: boolean;
  readonly backend: Backend;
  readonly settings: MeasureSettings & Pick<ObjectiveSettings, 'checkpoint'>;
  /** Whether the data is the person's own: who has trained on a folder knows how. */
  readonly own: boolean;
  /** Since the run was started. */
  seconds(): number;
};

/** One training of a run. */
export type OneOf<Item> = {
  readonly seed: number;
  readonly data: DataSet<Item>;
  /** The folder of this training, and what its progress is called. */
  readonly folder: string;
  readonly name: string;
  /** Makes what learns; called if there is something left to train. */
  make(): Learner<Item> | Promise<Learner<Item>>;
  /** What `measureBaseline` gave for these data, if that is known already. */
  readonly baseline?: EvaluationInDetail;
  /** Figures of these data besides, or instead of those of the same key. */
  figures?(target: Usable<Item>): Promise<readonly Measured[]>;
};

/** What learns. */
export type Learner<Item> = {
  /** The network in words. */
  readonly what: string;
  readonly objective: Objective<Item>;
  /** What is used once trained, where it is another than what is trained: an earlier layer of it. */
  readonly used?: Usable<Item>;
  /** What else a reader should know. */
  readonly facts?: readonly ReportFact[];
  readonly hooks?: readonly Hook[];
};

/** What a training left. */
export type Trained = {
  readonly steps: number;
  readonly measured: readonly Measured[];
  readonly baseline?: EvaluationInDetail;
  /** The report and the commands to type next, unless it was done before. */
  readonly report?: string;
  readonly next?: readonly NextCommand[];
};

/**
 * Trains, chooses the threshold, measures beside the baseline, and keeps model, samples and report in the training's folder.
 * One that is done already gives what it measured then; one that was cut off goes on at its checkpoint.
 *
 * @returns undefined if it was stopped by hand: what there is was kept, the exit code is 130, and how to go on was said
 */
export async function trainOne<Item>(run: RunOf<Item>, one: OneOf<Item>): Promise<Trained | undefined> {
  try {
    return await trainAndKeep(run, one);
  } catch (error) {
    // The same steps would end in the same numbers; whatever else went wrong can be put right.
    if (hasCheckpoint(one.folder) && !(error instanceof UnstableError)) sayGoOn(run, 'the last checkpoint');
    if (!run.resumed) removeUnused(run.folder);
    throw error;
  }
}

/** A loss that was no finite number any more. */
class UnstableError extends Error {}

async function trainAndKeep<Item>(run: RunOf<Item>, one: OneOf<Item>): Promise<Trained | undefined> {
  const { modality, settings } = run;
  const { data, folder, seed } = one;
  mkdirSync(folder, { recursive: true });
  const finished = readFinished(folder);
  if (finished !== undefined) return finished;

  const { what, objective, used: target = objective.target, facts: more = [], hooks = [] } = await one.make();
  announce('network', what);
  announce('training', objective.what);
  for (const { name, value } of more) announce(name, value);
  const resume = run.resumed ? await readCheckpoint(folder) : undefined;
  if (resume !== undefined) announce('resumed', `after step ${resume.step}`);
  const interrupt = stopOnInterrupt();
  const heldOut = measureHeldOut(target, data.calibration, objective);
  const fitted = await objective.train({
    seed,
    ...(resume === undefined ? {} : { resume }),
    hooks: [
      warnOnCollapse({ say: note }),
      heldOut,
      writeMetrics(folder, heldOut.found),
      showProgress(one.name),
      interrupt,
      ...hooks,
      keepCheckpoint(folder, settings.checkpoint),
    ],
  });
  const { steps } = fitted;
  const trainedOn = `${data.name}, ${steps} steps, seed ${seed}`;
  if (fitted.stopped === 'nan') {
    await save(objective.target, join(folder, 'model'), { trainedOn: `${trainedOn}, until no number was finite` });
    throw new UnstableError(`${fitted.reason}; the model with them, which has no threshold, is in ${shown(folder)}`);
  }
  if (fitted.stopped === 'interrupt') {
    await save(objective.target, join(folder, 'model'), { trainedOn: `${trainedOn}, stopped by hand` });
    print(
      `stopped after step ${steps}; kept in ${shown(folder)}: the model as it was (no threshold), a checkpoint, and metrics.jsonl`,
      goOnWith(run),
    );
    process.exitCode = interrupt.code();
    return undefined;
  }
  announce('trained', `${steps} steps, loss ${fitted.loss.toPrecision(3)}, ${run.seconds()} s since the start`);
  if (fitted.stopped !== 'done') announce('stopped', fitted.reason ?? fitted.stopped);

  const threshold = await setThreshold(target, data, settings);
  announce(
    'threshold',
    threshold ?? `none: too few ${modality.many} to choose one, so nothing can be called a stranger`,
  );
  const baseline = one.baseline ?? (await measureBaseline(modality.baseline(encoderOf(target)), data, settings));
  const sides = await measure(target, data, settings, { baseline, words: modality });
  const measured = together(sides.measured, (await one.figures?.(target)) ?? []);
  for (const figure of measured.filter(isChief)) announceFigure(figure, modality.baselineName);
  for (const line of sides.network.notes) announce('note', line);

  const model = join(folder, 'model');
  const metrics = Object.fromEntries(measured.map((figure) => [figure.key, figureOf(figure)]));
  await save(target, model, { trainedOn, metrics });
  const samples = await writeSamples(join(folder, 'samples'), data.test, run.files);
  if (data.calibration !== undefined && !data.closed)
    await writeStrangers(join(folder, 'strangers'), data.calibration, run.files);
  const next = nextCommands(model, samples, { words: modality, calibrated: threshold !== undefined, own: run.own });
  const facts = [
    { name: 'backend', value: run.backend.line },
    { name: 'seed', value: String(seed) },
    { name: 'data', value: `${data.name}: ${sizesOf(data)}` },
    { name: 'network', value: what },
    { name: 'training', value: `${objective.what}, ${steps} steps` },
    ...more,
    { name: 'threshold', value: threshold ?? 'none' },
    { name: 'command', value: run.command, code: true },
  ];
  const { title } = run;
  const report = await writeReport(
    folder,
    await reportContent({
      ...sides,
      measured,
      modality,
      title,
      facts,
      seconds: run.seconds(),
      data,
      seed,
      settings,
      target,
      losses: fitted.history,
      metrics: readLines(join(folder, 'metrics.jsonl')),
      next,
    }),
  );
  await writeFinished(folder, { steps, measured });
  objective.dispose();
  encoderOf(objective.target).model.dispose();
  return { steps, measured, baseline, report, next };
}

/** `2400 to train, 300 to calibrate, 500 to test` */
export function sizesOf<Item>({ train, calibration, test }: DataSet<Item>): string {
  return `${train.items.length} to train, ${calibration?.items.length ?? 0} to calibrate, ${test.items.length} to test`;
}

/** The figures of all sets, where the data has none of its own under that key; its own first. */
function together(general: readonly Measured[], own: readonly Measured[]): Measured[] {
  const keys = new Set(own.map(({ key }) => key));
  return [...own, ...general.filter(({ key }) => !keys.has(key))];
}
