import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { embed, encoderAt, evaluateInDetail, pick, warnOnCollapse, type EvaluationInDetail } from '@siamese/core';
import { save, writeFileAtomic } from '@siamese/core/node';
import {
  announce,
  announceFigure,
  chooseBackend,
  createRunFolder,
  figureOf,
  joinSeeds,
  keepCheckpoint,
  measure,
  measureBaseline,
  note,
  openFile,
  percent,
  print,
  readCheckpoint,
  readRecord,
  setThreshold,
  showProgress,
  shown,
  stopOnInterrupt,
  UsageError,
  versionsOf,
  writeMetrics,
  writeRecord,
  type Measured,
  type Result,
} from '@siamese/runner';
import { keepLatent, writeAnimation } from '@siamese/runner/animation';
import { writeReport } from '@siamese/runner/report';
import type { DataSet } from './data/data-set.ts';
import { loadData } from './data/load.ts';
import { isNamed } from './data/names.ts';
import { typedSettings, type TrainFlags } from './flags.ts';
import { network } from './network.ts';
import { nextCommands } from './next-commands.ts';
import { checkSettings, objective, type Target } from './objective.ts';
import { pictures } from './pictures.ts';
import { settingsOf } from './presets/index.ts';
import type { Settings } from './settings.ts';
import { reportContent } from './report-content.ts';
import { writeSamples, writeStrangers } from './samples.ts';

/**
 * A run: announce, load, then for each seed train, choose the threshold, measure and keep; at last one result. With
 * `resume` it goes on where a run was stopped, and ends in the same bytes.
 */
export async function train(typed: TrainFlags, asTyped: string): Promise<void> {
  const started = performance.now();
  const seconds = (): number => Math.round((performance.now() - started) / 100) / 10;
  const resumed = typed.resume === undefined ? undefined : readRecord<TrainFlags>(typed.resume);
  const flags: TrainFlags = resumed === undefined ? typed : { ...resumed.record.flags, ...machineFlags(typed) };
  const command = resumed?.record.command ?? asTyped;
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
  const { train: learned, calibration, test } = data;
  const sizes = `${learned.items.length} to train, ${calibration?.items.length ?? 0} to calibrate, ${test.items.length} to test`;
  announce('data', `${data.name}: ${sizes}`, ...data.notes);

  const name = flags.preset === 'best' && s.data === 'scribbles' ? 'scribbles' : `${data.name}-${flags.preset}`;
  const runFolder = resumed?.folder ?? createRunFolder(flags.preset, flags);
  if (resumed === undefined) await writeRecord(runFolder, { schema: 1, command, flags });
  const perSeed: (readonly Measured[])[] = [];
  let baseline: EvaluationInDetail | undefined;
  let steps = 0;

  for (const seed of seeds) {
    const folder = seeds.length === 1 ? runFolder : join(runFolder, `seed-${seed}`);
    mkdirSync(folder, { recursive: true });
    const finished = readFinished(folder);
    if (finished !== undefined) {
      perSeed.push(finished.measured);
      steps = finished.steps;
      continue;
    }
    const { encoder, what } = network(s, data, seed);
    const { target: trained, what: how, train: fitTo, dispose } = objective(encoder, s, seed, learned);
    const target = s.embedding === 'last' ? trained : encoderAt(encoder, s.embedding);
    announce('network', what);
    announce('training', how);
    const untrained = target === trained ? undefined : await untrainedEer(target, data, s);
    if (untrained !== undefined) announce('embedding', `the layer ${s.embedding}`, untrained);

    const drawn = pick(test, [...test.items.keys()].slice(0, mostDrawn));
    const resume = resumed === undefined ? undefined : await readCheckpoint(folder);
    if (resume !== undefined) announce('resumed', `after step ${resume.step}`);
    const fitted = await fitTo({
      seed,
      ...(resume === undefined ? {} : { resume }),
      hooks: [
        warnOnCollapse({ say: note }),
        writeMetrics(folder),
        showProgress(seeds.length === 1 ? 'training' : `seed ${seed}`),
        stopOnInterrupt(),
        ...(flags.animation === true ? [keepLatent(folder, () => embed(encoder, drawn.items))] : []),
        keepCheckpoint(folder),
      ],
    });
    steps = fitted.steps;
    const trainedOn = `${data.name}, ${steps} steps, seed ${seed}`;
    if (fitted.stopped === 'interrupt') {
      await save(trained, join(folder, 'model'), { trainedOn: `${trainedOn}, stopped by hand` });
      print(
        `stopped after step ${steps}; kept in ${shown(folder)}: the model as it was (no threshold), a checkpoint, and metrics.jsonl`,
        `go on with: npm start -- --resume ${shown(runFolder)}`,
      );
      process.exitCode = 130;
      return;
    }
    announce('trained', `${steps} steps, loss ${fitted.loss.toPrecision(3)}, ${seconds()} s since the start`);
    if (fitted.stopped !== 'done') announce('stopped', fitted.reason ?? fitted.stopped);

    const threshold = await setThreshold(target, data, s);
    announce('threshold', threshold ?? 'none: too few pictures to choose one, so nothing can be called a stranger');
    baseline ??= await measureBaseline(pictures.baseline(encoder), data, s);
    const sides = await measure(target, data, s, { baseline, words: pictures });
    perSeed.push(sides.measured);
    for (const figure of sides.measured) announceFigure(figure, pictures.baselineName);
    for (const line of sides.network.notes) announce('note', line);

    const model = join(folder, 'model');
    const metrics = Object.fromEntries(sides.measured.map((figure) => [figure.key, figureOf(figure)]));
    await save(target, model, { trainedOn, metrics });
    const animation =
      flags.animation === true ? await writeAnimation(folder, { title: name, labels: drawn.labels }) : undefined;
    const samples = await writeSamples(join(folder, 'samples'), test);
    if (calibration !== undefined && !data.closed) await writeStrangers(join(folder, 'strangers'), calibration);
    const next = nextCommands(model, samples, { calibrated: threshold !== undefined, own: !isNamed(s.data) });
    const facts = [
      { name: 'backend', value: backend.line },
      { name: 'seed', value: String(seed) },
      { name: 'data', value: `${data.name}: ${sizes}` },
      { name: 'network', value: what },
      { name: 'training', value: `${how}, ${steps} steps` },
      ...(untrained === undefined ? [] : [{ name: 'embedding', value: `the layer ${s.embedding}; ${untrained}` }]),
      { name: 'threshold', value: threshold ?? 'none' },
      { name: 'command', value: command, code: true },
    ];
    const report = await writeReport(
      folder,
      await reportContent({
        ...sides,
        title: name,
        facts,
        seconds: seconds(),
        data,
        seed,
        target,
        losses: fitted.history,
        next,
      }),
    );
    await writeFileAtomic(join(folder, finishedFile), JSON.stringify({ steps, measured: sides.measured }));
    dispose();
    encoder.model.dispose();
    if (seed !== seeds.at(-1)) continue;
    print('', `report     ${shown(report)}`);
    if (animation !== undefined) print(`animation  ${shown(animation)}`);
    print('', 'next');
    for (const { command: line, what: does } of next) print(`  ${line}`, `      ${does}`);
    if (flags.open === true) openFile(report);
  }

  const packages = ['@siamese/core', '@siamese/image', '@siamese/onnx', '@tensorflow/tfjs'];
  const result: Result = {
    schema: 1,
    name,
    command,
    seeds,
    steps,
    backend: backend.name,
    versions: versionsOf(packages, import.meta.url),
    seconds: seconds(),
    figures: joinSeeds(perSeed.map((measured) => Object.fromEntries(measured.map((figure) => [figure.key, figure])))),
  };
  const path = join(runFolder, 'result.json');
  await writeFileAtomic(path, `${JSON.stringify(result, null, 2)}\n`);
  print('', `${basename(path)} and the model are in ${shown(runFolder)} (${seconds()} s)`);
}

/** How far the layer gets before anything was learned, in words: what training has to beat. */
async function untrainedEer(target: Target, data: DataSet, s: Settings): Promise<string> {
  const { eer } = (await evaluateInDetail(target, data.test, { seed: s.dataSeed, trials: 100 })).figures;
  return `before training its equal error rate is ${percent(eer.value)}`;
}

/** Items of the test that an animation shows. */
const mostDrawn = 2000;

/** What is left of a seed that is done, so that a resumed run does not do it again. */
const finishedFile = 'measured.json';

function readFinished(folder: string): { steps: number; measured: readonly Measured[] } | undefined {
  const path = join(folder, finishedFile);
  return existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { steps: number; measured: readonly Measured[] })
    : undefined;
}

/** The flags that say how to run and not what: those a resumed run may be given anew. */
function machineFlags({ open, backend, threads }: TrainFlags): Pick<TrainFlags, 'open' | 'backend' | 'threads'> {
  return {
    ...(open === undefined ? {} : { open }),
    ...(backend === undefined ? {} : { backend }),
    ...(threads === undefined ? {} : { threads }),
  };
}
