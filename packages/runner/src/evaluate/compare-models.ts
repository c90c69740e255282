import {
  auc,
  averagePrecision,
  curveDifference,
  eer,
  embed,
  minCllr,
  minDcf,
  nearest,
  permutationTest,
  type Encoder,
  type EvaluationInDetail,
  type Labelled,
} from '@siamese/core';
import { rateOrNumber } from '../format.ts';
import { figureNames } from './figure-names.ts';

/** A figure of two models on the same items: both values, their difference, and how often chance alone makes one as large. */
export type Compared = {
  readonly key: string;
  readonly first: number;
  readonly second: number;
  readonly difference: number;
  /** The 95 % interval of the difference, where it was drawn. */
  readonly low?: number;
  readonly high?: number;
  readonly p: number;
};

/** A model as it was measured: the items as it takes them, and what `evaluateInDetail` gave. */
export type MeasuredModel<Item> = {
  readonly encoder: Encoder<Item>;
  readonly test: Labelled<Item>;
  readonly measured: EvaluationInDetail;
};

const curveFigures = {
  eer,
  auc,
  averagePrecision,
  minDcf: (curve: Parameters<typeof eer>[0]) => minDcf(curve),
  minCllr,
};

/**
 * Compares two models that were measured on the same items with the same seed: what is hard for both does not blur the
 * difference. Figures of pairs by a paired bootstrap (Efron, Tibshirani 1993) of the same identities, and how often an item's
 * nearest other item is of its class by exchanging the models' answers (Fisher 1935), identity by identity.
 *
 * @param by what is drawn: identities, or items where the classes are all there are
 * @throws RangeError if they were measured on other items
 */
export async function compareModels<Item>(
  first: MeasuredModel<Item>,
  second: MeasuredModel<Item>,
  { seed, by = 'identity' }: { readonly seed: number; readonly by?: 'identity' | 'item' },
): Promise<Compared[]> {
  const { labels } = first.test;
  if (labels.length !== second.test.labels.length || labels.some((label, i) => label !== second.test.labels[i])) {
    throw new RangeError('compareModels: both must be measured on the same items');
  }
  const compared: Compared[] = Object.entries(curveFigures).map(([key, of]) => {
    const { difference, p } = curveDifference(first.measured.pairs, second.measured.pairs, of);
    const { value, low, high } = difference;
    const values = [first, second].map(({ measured }) => of(measured.pairs.curve)) as [number, number];
    const ends = low === undefined || high === undefined ? {} : { low, high };
    return { key, first: values[0], second: values[1], difference: value, ...ends, p };
  });
  const [a, b] = [await nearestRight(first), await nearestRight(second)];
  const { difference, p } = permutationTest(a, b, { seed, ...(by === 'identity' && { units: labels }) });
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  compared.push({ key: 'recallAt1', first: mean(a), second: mean(b), difference, p });
  return compared;
}

/** In words: `equal error rate: 3.10 % against 4.20 %, -1.10 % (-1.60 % to -0.60 %), p 0.002: better`. */
export function comparedWords({ key, first, second, difference, low, high, p }: Compared): string {
  const { name, better, unit } = figureNames[key as keyof typeof figureNames];
  const show = (value: number): string => rateOrNumber(value, unit);
  const interval = low === undefined || high === undefined ? '' : ` (${show(low)} to ${show(high)})`;
  const sure =
    p >= 0.05
      ? 'no difference that chance would not make'
      : difference < 0 === (better === 'smaller')
        ? 'better'
        : 'worse';
  return `${name}: ${show(first)} against ${show(second)}, ${difference > 0 ? '+' : ''}${show(difference)}${interval}, p ${p < 0.001 ? '< 0.001' : p.toFixed(3)}: ${sure}`;
}

/** For each item with another of its class 1 if the nearest other item is one, else 0; 0 for the rest. */
async function nearestRight<Item>({ encoder, test }: MeasuredModel<Item>): Promise<number[]> {
  const embeddings = await embed(encoder, test.items);
  const skip = Int32Array.from({ length: embeddings.rows }, (_, row) => row);
  const { rows } = await nearest(embeddings, embeddings, { k: 1, distance: encoder.distance, skip });
  return test.labels.map((label, i) => (test.labels[rows[i]!] === label ? 1 : 0));
}
