import {
  calibrate,
  evaluateInDetail,
  pick,
  supportPerClass,
  wilson,
  embed,
  type Encoder,
  type EvaluateOptions,
  type EvaluationInDetail,
  type Figure,
} from '@siamese/core';
import type { Usable } from '../modality.ts';
import type { DataSet, MeasureSettings } from './data-set.ts';
import type { Measured } from './measured.ts';
import { ownPairs } from './own-pairs.ts';
import { describe, type FigureKey, type ItemWords } from './sentences.ts';

/** The 1-shot figures. */
export const oneShotRule = { ways: [5, 20], trials: 4000 } as const;
const support = 250;

/** What was measured, beside the same of a baseline. */
export type Sides = {
  readonly measured: readonly Measured[];
  readonly network: EvaluationInDetail;
  readonly baseline: EvaluationInDetail;
};

/**
 * Measures the network on classes or items that were not trained on, beside what `measureBaseline` found.
 *
 * @param words what items are called in the sentences
 */
export async function measure<Item>(
  target: Usable<Item>,
  data: DataSet<Item>,
  s: MeasureSettings,
  { baseline, words }: { readonly baseline: EvaluationInDetail; readonly words: ItemWords },
): Promise<Sides> {
  const network = await evaluateInDetail(target, data.test, optionsOf(data, s));
  const figures: Partial<Record<FigureKey, Figure>> = { ...network.figures };
  if (s.threshold > 0 && !('head' in target)) figures.accuracy = await ownAccuracy(target, data, s);
  return { measured: describe(figures, baseline.figures, { data, s, words }), network, baseline };
}

/**
 * Measures an encoder that learned nothing (raw pixels, ...) in just the same way, and disposes it; no seed of the training
 * changes it.
 */
export async function measureBaseline<Item>(
  raw: Encoder<Item>,
  data: DataSet<Item>,
  s: MeasureSettings,
): Promise<EvaluationInDetail> {
  try {
    if (data.calibration !== undefined) await calibrate(raw, data.calibration, { target: 'eer', seed: s.dataSeed });
    return await evaluateInDetail(raw, data.test, optionsOf(data, s));
  } finally {
    raw.model.dispose();
  }
}

/** How a set is measured: what its classes allow. */
export function optionsOf<Item>(data: DataSet<Item>, s: MeasureSettings): EvaluateOptions<Item> {
  const { train, calibration, closed } = data;
  const common = { seed: s.dataSeed, far: s.far, ...oneShotRule } as const;
  // Where all classes are known there are no strangers, and an item is named by its neighbours in the training set.
  return closed
    ? { ...common, by: 'item' as const, support: pick(train, supportPerClass(train.labels, support, s.dataSeed)) }
    : { ...common, ...(calibration === undefined ? {} : { calibration }) };
}

/** The accuracy at a fixed threshold, over the test's own pairs. */
async function ownAccuracy<Item>(target: Encoder<Item>, data: DataSet<Item>, s: MeasureSettings): Promise<Figure> {
  const { threshold } = target.calibration!;
  const embeddings = await embed(target, data.test.items);
  const { right, pairs } = await ownPairs(embeddings, data.test.labels, target.distance, {
    threshold,
    seed: s.dataSeed,
  });
  return wilson(right, pairs);
}
