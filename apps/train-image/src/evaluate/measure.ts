import type { Encoder } from '@siamese/core';
import type { ImageItem } from '@siamese/image';
import type { DataSet } from '../data/data-set.ts';
import { encoderOf, type Target } from '../objective.ts';
import type { Settings } from '../settings.ts';
import { embedParts, type Embedded } from './embedded.ts';
import type { Measured, Rate } from './measured.ts';
import { neighbours } from './neighbours.ts';
import { oneShot, wilson } from './one-shot.ts';
import { ownPairs } from './own-pairs.ts';
import {
  areaUnderCurve,
  equalErrorRate,
  errorCurve,
  errorsAt,
  scanPairs,
  type ErrorCurve,
  type PairScan,
} from './pair-scan.ts';
import { rawPixels } from './raw-pixels.ts';
import { describe, type FigureKey } from './sentences.ts';
import { strangers } from './strangers.ts';

const trials = 4000;

/** One way of comparing pictures, measured: a network's, or raw pixels'. */
export type Side = {
  readonly embedded: Embedded;
  readonly scan: PairScan;
  readonly curve: ErrorCurve;
  readonly rates: Partial<Record<FigureKey, Rate>>;
};

/** Measures the network and, in just the same way, the raw pixels, on classes or pictures that were not trained on. */
export async function measure(
  target: Target,
  data: DataSet,
  s: Settings,
): Promise<{ measured: Measured[]; network: Side; pixels: Side }> {
  const encoder = encoderOf(target);
  const threshold = 'head' in target ? undefined : target.calibration?.threshold;
  const network = await side(encoder, data, s, threshold);
  const raw = rawPixels(encoder);
  const pixels = await side(raw, data, { ...s, threshold: 0 }, undefined);
  raw.model.dispose();
  return { measured: describe(network.rates, pixels.rates, data, s), network, pixels };
}

async function side(encoder: Encoder<ImageItem>, data: DataSet, s: Settings, given: number | undefined): Promise<Side> {
  const embedded = await embedParts(encoder, data);
  const { test, calibration, distance } = embedded;
  const { labels } = data.test;
  const scan = await scanPairs(test, labels, distance);
  const curve = errorCurve(scan);
  const n = (labels.length * (labels.length - 1)) / 2;
  const rates: Partial<Record<FigureKey, Rate>> = {
    eer: { value: equalErrorRate(curve), n },
    auc: { value: areaUnderCurve(curve), n },
  };
  const seed = s.dataSeed;
  if (s.threshold > 0 && given !== undefined) {
    const { right, pairs } = await ownPairs(test, labels, distance, { threshold: given, seed });
    rates.accuracy = { value: right / pairs, ...wilson(right, pairs), n: pairs };
  } else {
    const threshold = given ?? (calibration && (await equalThreshold(embedded, data)));
    if (threshold !== undefined) {
      const { far, frr } = errorsAt(scan, curve, threshold);
      rates.accuracy = { value: 1 - (far + frr) / 2, n };
    }
  }
  for (const ways of [5, 20] as const) {
    const rate = await oneShot(test, labels, distance, { ways, trials, seed });
    if (rate !== undefined) rates[`oneShot${ways}`] = rate;
  }
  if (data.closed) {
    rates.knn = await neighbours(encoder, data.train, { embeddings: test, labels }, seed);
  } else if (calibration !== undefined) {
    const asked = await strangers(
      { embeddings: test, labels },
      { embeddings: calibration, labels: data.calibration!.labels },
      distance,
      s.far,
    );
    if (asked !== undefined) {
      rates.strangersLetIn = asked.letIn;
      rates.identified = asked.named;
    }
  }
  return { embedded, scan, curve, rates };
}

/** Where both errors are equally frequent on the calibration items. */
async function equalThreshold({ calibration, distance }: Embedded, data: DataSet): Promise<number> {
  const scan = await scanPairs(calibration!, data.calibration!.labels, distance, { keep: 1 });
  const { falseMatch, falseNonMatch } = errorCurve(scan);
  const at = falseMatch.findIndex((rate, i) => rate <= falseNonMatch[i]!);
  return scan.low + at * scan.width;
}
