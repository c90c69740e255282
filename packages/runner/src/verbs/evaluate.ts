import { type Encoder, evaluateInDetail, type EvaluationInDetail } from '@siamese/core';
import { announce, announceFigure } from '../announce.ts';
import { comparedWords, compareModels } from '../evaluate/compare-models.ts';
import type { DataSet, MeasureSettings } from '../evaluate/data-set.ts';
import { figureNames } from '../evaluate/figure-names.ts';
import { measureBaseline, optionsOf } from '../evaluate/measure.ts';
import type { Measured } from '../evaluate/measured.ts';
import { encoderOf, type Modality, type Usable } from '../modality.ts';
import { shown } from '../paths.ts';
import { note, print } from '../print.ts';
import { findModel } from '../run-folder/index.ts';
import { useModel, type UseFlags } from './use-model.ts';

/** What `evaluate` was told, as far as every modality is told it. */
export type EvaluateFlags = UseFlags & { against?: string };

/** What a model is measured on. */
export type Evaluation<Item, Set extends DataSet<Item>> = {
  /** The data as an encoder takes it, the same items whatever the encoder; several sets are measured one by one. */
  readonly load: (encoder: Encoder<Item>) => Promise<readonly Set[]>;
  readonly settings: MeasureSettings;
  /** What a set is measured by besides. */
  readonly figures?: (data: Set, model: Usable<Item>) => Promise<readonly Measured[]>;
};

/**
 * Prints all figures of a model on data sets, each with its interval and the same of a baseline; with `--against` those of
 * pairs and searches beside another model's, and whether they differ by more than chance.
 */
export async function evaluate<Item, Set extends DataSet<Item>>(
  modality: Modality<Item>,
  { load, settings, figures }: Evaluation<Item, Set>,
  flags: EvaluateFlags,
): Promise<void> {
  const { model } = await useModel(modality, flags);
  const sets = await load(encoderOf(model));
  const against = flags.against === undefined ? undefined : await opponent(modality, load, flags.against, flags.runs);
  for (const [i, data] of sets.entries()) {
    announce('data', `${data.name}: ${data.test.items.length} to test`, ...data.notes);
    const measured = await evaluateInDetail(model, data.test, optionsOf(data, settings));
    const baseline = await measureBaseline(modality.baseline(encoderOf(model)), data, settings);
    printFigures(measured, baseline, modality.baselineName);
    for (const figure of (await figures?.(data, model)) ?? []) announceFigure(figure, modality.baselineName);
    for (const line of measured.notes) note(`note: ${line}`);
    if (against === undefined) continue;
    const [other, { test }] = [against.model, against.sets[i]!];
    const compared = await compareModels(
      { encoder: encoderOf(model), test: data.test, measured },
      { encoder: encoderOf(other), test, measured: await evaluateInDetail(other, test, optionsOf(data, settings)) },
      { seed: settings.dataSeed, by: data.closed ? 'item' : 'identity' },
    );
    print('', `against ${shown(against.folder)}, on the same ${modality.many}`);
    for (const one of compared) print(`  ${comparedWords(one)}`);
  }
}

/** The other model, and the data as it takes them. */
async function opponent<Item, Set extends DataSet<Item>>(
  modality: Modality<Item>,
  load: Evaluation<Item, Set>['load'],
  named: string,
  runs: string,
) {
  const folder = findModel(named, runs);
  const model = await modality.load(folder);
  return { folder, model, sets: await load(encoderOf(model)) };
}

/** A line for each figure: its name, value, 95 % interval, over how many, and the baseline's value. */
function printFigures(measured: EvaluationInDetail, baseline: EvaluationInDetail, baselineName: string): void {
  const keys = Object.keys(figureNames) as (keyof typeof figureNames)[];
  const width = Math.max(...keys.map((key) => figureNames[key].name.length));
  for (const key of keys) {
    const figure = measured.figures[key];
    if (figure === undefined) continue;
    const { name, unit } = figureNames[key];
    const show = (value: number): string => (unit === 'rate' ? `${(100 * value).toFixed(2)} %` : value.toFixed(4));
    const { value, low, high, n } = figure;
    const interval = low === undefined || high === undefined ? '' : ` (${show(low)} to ${show(high)})`;
    const beside = baseline.figures[key];
    const without = beside === undefined ? '' : `, ${baselineName} ${show(beside.value)}`;
    print(`  ${name.padEnd(width)}  ${show(value).padStart(8)}${interval}, of ${n.toLocaleString('en-US')}${without}`);
  }
}
