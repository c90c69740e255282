import { shown } from '../check.ts';
import { type Embeddings, labelNumbers } from '../knn/index.ts';
import { checkLabelled, type Labelled, type Paired } from '../labels.ts';
import { createRandom } from '../random.ts';
import { embed } from './embed.ts';
import { type PairKinds, type SampledPairs, samplePairs } from './sample-pairs.ts';
import type { Scorer } from './scorer.ts';
import { scorerOf } from './scorer-of.ts';
import { type Model, sidesOf } from './sides.ts';

/** The scores of same and of different pairs, and what pairs they are, in words. */
export type ScoredPairs = { same: Float64Array; different: Float64Array; of: string };

/** Whether data comes as pairs. */
export function isPaired<A, B>(data: Labelled<A> | Paired<A, B>): data is Paired<A, B> {
  return 'a' in data && 'b' in data;
}

/**
 * Scores pairs of labelled items, or data that comes as pairs: all of them if there are at most `bound`, else a sample of
 * that many, half of them same.
 *
 * Of paired data without `same`, row i of a and row i of b are a same pair and all others different ones, save where an
 * item occurs twice.
 */
export async function scoredPairs<A, B>(
  model: Model<A, B>,
  data: Labelled<A> | Paired<A, B>,
  o: { bound: number; seed: number; batch?: number | undefined; where: string },
): Promise<ScoredPairs> {
  const { a, b, alike } = sidesOf(model);
  const scorer = scorerOf(model);
  if (!isPaired(data)) {
    checkLabelled(data, `${o.where}: data`);
    if (!alike) {
      throw new TypeError(
        `${o.where}: data must be pairs ({ a, b }) for a comparator of two encoders, got labelled items`,
      );
    }
    const rows = await embed(a, data.items, o);
    const labels = labelNumbers(data.labels);
    const items = `${rows.rows} items of ${labels.names.length} labels`;
    const later = laterOfLabel(labels.of, labels.names.length);
    return everyOrSampled(scorer, rows, rows, items, o, {
      sameOf: (i, j) => (i < j ? labels.of[i] === labels.of[j] : undefined),
      partnersOf: (i) => later[i]!,
    });
  }
  if (data.score !== undefined) {
    throw new TypeError(`${o.where}: data must say of each pair whether it is the same, got scores`);
  }
  if (data.a.length !== data.b.length) {
    throw new RangeError(`${o.where}: a and b must have one length, got ${data.a.length} and ${data.b.length}`);
  }
  const rowsA = await embed(a, data.a, o);
  const rowsB = await embed(b, data.b, o);
  const { same } = data;
  if (same !== undefined) {
    if (same.length !== data.a.length) {
      throw new RangeError(`${o.where}: same must have one value a pair, got ${same.length} for ${data.a.length}`);
    }
    const wrong = same.findIndex((value) => typeof value !== 'boolean');
    if (wrong >= 0)
      throw new TypeError(`${o.where}: same must be true or false, got ${shown(same[wrong])} at ${wrong}`);
    const order = [...same.keys()];
    const scores = Float64Array.from(await scorer.pairs(rowsA, order, rowsB, order));
    return {
      same: scores.filter((_, pair) => same[pair]!),
      different: scores.filter((_, pair) => !same[pair]!),
      of: `${same.length} pairs`,
    };
  }
  const ofA = numbersOf(data.a);
  const ofB = numbersOf(data.b);
  return everyOrSampled(scorer, rowsA, rowsB, `${rowsA.rows} matched pairs`, o, {
    sameOf: (i, j) => (i === j ? true : ofA[i] === ofA[j] || ofB[i] === ofB[j] ? undefined : false),
    partnersOf: (i) => [i],
  });
}

async function everyOrSampled(
  scorer: Scorer,
  a: Embeddings,
  b: Embeddings,
  items: string,
  { bound, seed }: { bound: number; seed: number },
  kinds: PairKinds,
): Promise<ScoredPairs> {
  const upper = a === b;
  const all = upper ? (a.rows * (a.rows - 1)) / 2 : a.rows * b.rows;
  if (all > bound) {
    const sampled = samplePairs(a.rows, b.rows, kinds, bound, createRandom(seed, 'pairs'));
    const score = async ({ i, j }: SampledPairs) => Float64Array.from(await scorer.pairs(a, i, b, j));
    return {
      same: await score(sampled.same),
      different: await score(sampled.different),
      of: `${items}, sampled pairs (seed ${seed})`,
    };
  }
  const same: number[] = [];
  const different: number[] = [];
  for await (const { top, rows, left, columns, scores } of scorer.blocks(a, b, { upper })) {
    for (let at = 0; at < rows * columns; at++) {
      const kind = kinds.sameOf(top + Math.floor(at / columns), left + (at % columns));
      if (kind !== undefined) (kind ? same : different).push(scores[at]! + 0);
    }
  }
  return { same: Float64Array.from(same), different: Float64Array.from(different), of: `${items}, all pairs` };
}

/** For each item those of its label that come after it. */
function laterOfLabel(of: Int32Array, labels: number): number[][] {
  const members: number[][] = Array.from({ length: labels }, () => []);
  const places = Array.from(of, (label, item) => members[label]!.push(item));
  return places.map((place, item) => members[of[item]!]!.slice(place));
}

function numbersOf(items: readonly unknown[]): number[] {
  const first = new Map<unknown, number>();
  return items.map((item, i) => {
    if (!first.has(item)) first.set(item, i);
    return first.get(item)!;
  });
}
