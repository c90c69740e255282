import {
  calibrate,
  evaluateInDetail,
  pick,
  supportPerClass,
  wilson,
  embed,
  type EvaluationInDetail,
  type Figure,
} from '@siamese/core';
import type { DataSet } from '../data/data-set.ts';
import { encoderOf, type Target } from '../objective.ts';
import type { Settings } from '../settings.ts';
import type { Measured } from './measured.ts';
import { ownPairs } from './own-pairs.ts';
import { rawPixels } from './raw-pixels.ts';
import { describe, type FigureKey } from './sentences.ts';

const trials = 4000;
const support = 250;

/** What was measured, beside the same of raw pixels. */
export type Sides = {
  readonly measured: readonly Measured[];
  readonly network: EvaluationInDetail;
  readonly pixels: EvaluationInDetail;
};

/** Measures the network on classes or pictures that were not trained on, beside what `measurePixels` found. */
export async function measure(target: Target, data: DataSet, s: Settings, pixels: EvaluationInDetail): Promise<Sides> {
  const network = await evaluateInDetail(target, data.test, optionsOf(data, s));
  const figures: Partial<Record<FigureKey, Figure>> = { ...network.figures };
  if (s.threshold > 0 && !('head' in target)) figures.accuracy = await ownAccuracy(target, data, s);
  return { measured: describe(figures, pixels.figures, data, s), network, pixels };
}

/** Measures the raw pixels, prepared as for the network, in just the same way; no seed of the training changes it. */
export async function measurePixels(target: Target, data: DataSet, s: Settings): Promise<EvaluationInDetail> {
  const raw = rawPixels(encoderOf(target));
  try {
    if (data.calibration !== undefined) await calibrate(raw, data.calibration, { target: 'eer', seed: s.dataSeed });
    return await evaluateInDetail(raw, data.test, optionsOf(data, s));
  } finally {
    raw.model.dispose();
  }
}

function optionsOf(data: DataSet, s: Settings) {
  const { train, calibration, closed } = data;
  const common = { seed: s.dataSeed, far: s.far, trials } as const;
  // Where all classes are known there are no strangers, and an item is named by its neighbours in the training set.
  return closed
    ? { ...common, by: 'item' as const, support: pick(train, supportPerClass(train.labels, support, s.dataSeed)) }
    : { ...common, ...(calibration === undefined ? {} : { calibration }) };
}

/** The accuracy at a fixed threshold, over the test's own pairs. */
async function ownAccuracy(target: Exclude<Target, { head: unknown }>, data: DataSet, s: Settings): Promise<Figure> {
  const { threshold } = target.calibration!;
  const embeddings = await embed(target, data.test.items);
  const { right, pairs } = await ownPairs(embeddings, data.test.labels, target.distance, {
    threshold,
    seed: s.dataSeed,
  });
  return wilson(right, pairs);
}
