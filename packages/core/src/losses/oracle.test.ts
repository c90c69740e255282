import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { cosine, dot, euclidean } from '../distances/index.ts';
import { batchAll, batchHard, everyPair, semiHard } from '../mining/index.ts';
import type { Miner } from '../mining/index.ts';
import {
  angle,
  type BatchLoss,
  binaryCrossEntropy,
  circle,
  contrastive,
  cosent,
  cosineRegression,
  crossBatchMemory,
  embeddingMse,
  infoNce,
  klDistillation,
  marginMse,
  marginOfTriplets,
  type MatchLoss,
  type MatchOptions,
  mean,
  meanNonZero,
  megaBatchMargin,
  multiSimilarity,
  nPairs,
  ntXent,
  onlineContrastive,
  type PairLoss,
  type Reduction,
  type ScoreLoss,
  scoreMse,
  siglip,
  sum,
  supervisedContrastive,
  triplet,
  type TripletLoss,
} from './index.ts';
import { type OracleCase, oracleCase } from './oracle-case.testing.ts';

const file = join(__dirname, '../../../testing/oracles/losses.json');
const oracle = JSON.parse(readFileSync(file, 'utf8')) as Record<string, number[]>;

/** The figures of one batch, of fifty. */
function expected(name: string, number: number): number[] {
  const size = oracle[name]!.length / 50;
  return oracle[name]!.slice(number * size, (number + 1) * size);
}

type Rows = tf.Tensor2D;
type Measure = {
  readonly of: (c: OracleCase, a: Rows, b: Rows) => tf.Scalar;
  readonly variables?: readonly tf.Variable[];
};

const ofPairs = (loss: PairLoss, reduction: Reduction = mean): Measure => ({
  of: (c, a, b) => reduction(loss(loss.distance.rows(a, b), c.same)),
});

/** Row i of a, row i of b, and the row of b after it. */
const ofTriplets = (loss: TripletLoss): Measure => ({
  of: (c, a, b) => {
    const { rows } = loss.distance;
    const next: Rows = tf.concat([tf.slice(b, [1, 0], [c.n - 1, c.d]), tf.slice(b, [0, 0], [1, c.d])]);
    return mean(loss(rows(a, b), rows(a, next), loss.swap ? rows(b, next) : undefined, c.labels));
  },
  ...(loss.variables && { variables: loss.variables }),
});

const ofMined = (loss: TripletLoss, miner: Miner, reduction: Reduction = mean): Measure => ({
  of: (c, a) => {
    const { positive, negative, weights } = miner(loss.distance.matrix(a, a), c.balanced, loss.distance);
    return reduction(loss(positive, negative), weights);
  },
});

/** A beta for each class, as many as the cases have at most, all of them different. */
const ofClasses = (): Measure => {
  const loss = marginOfTriplets({ classes: ['0', '1', '2', '3', '4'], nu: 0.1 });
  tf.tidy(() => loss.variables![0]!.assign(tf.tensor1d([1, 1.25, 1.5, 1.75, 2])));
  return ofTriplets(loss);
};

/** Of a loss that has seen another batch. */
const ofMemory = (make: (o: { size: number; dimensions: number }) => BatchLoss): Measure => ({
  of: (c, a) => {
    const loss = make({ size: c.n, dimensions: c.d });
    loss(tf.tensor2d(c.rows.negatives, [c.n, c.d]), c.labels);
    const value = mean(loss(a, c.balanced));
    tf.dispose([...loss.memory!]);
    return value;
  },
});

const ofBatch = (loss: BatchLoss): Measure => ({ of: (c, a) => mean(loss(a, c.labels)) });

const ofMatches = (loss: MatchLoss, told: (c: OracleCase) => MatchOptions = () => ({})): Measure => ({
  of: (c, a, b) => mean(loss(a, b, told(c))),
  ...(loss.variables && { variables: loss.variables }),
});

/** Lists of k rows of b, each with the row of a that it starts at. */
const ofLists = (loss: ScoreLoss, k: number): Measure => ({
  of: (c, a, b) => {
    const first = Int32Array.from({ length: c.n }, (_, i) => i - (i % k));
    return mean(loss(tf.gather(a, tf.tensor1d(first, 'int32')), b, c.scores));
  },
});

const ofScores = (loss: ScoreLoss): Measure => ({ of: (c, a, b) => mean(loss(a, b, c.scores)) });

const negatives = (c: OracleCase): MatchOptions => ({ negatives: tf.tensor2d(c.rows.negatives, [c.n, c.d]) });

const measures: Record<string, () => Measure> = {
  contrastive: () => ofPairs(contrastive({ margin: 1.5 })),
  'contrastive cosine': () => ofPairs(contrastive({ margin: 0.5, distance: cosine })),
  onlineContrastive: () => ofPairs(onlineContrastive({ margin: 1.5 }), sum),
  'onlineContrastive cosine': () => ofPairs(onlineContrastive({ margin: 0.5, distance: cosine }), sum),
  binaryCrossEntropy: () => ({ of: (c, a, b) => mean(binaryCrossEntropy()(dot.rows(a, b), c.same)) }),
  triplet: () => ofTriplets(triplet({ margin: 0.3 })),
  'triplet swap': () => ofTriplets(triplet({ margin: 0.3, swap: true })),
  'triplet soft': () => ofTriplets(triplet({ margin: 'soft' })),
  batchHard: () => ofMined(triplet(), batchHard()),
  'batchHard soft': () => ofMined(triplet({ margin: 'soft' }), batchHard()),
  semiHard: () => ofMined(triplet(), semiHard()),
  batchAll: () => ofMined(triplet(), batchAll(), meanNonZero),
  marginOfTriplets: () => ofTriplets(marginOfTriplets({ nu: 0.1, distance: euclidean })),
  'marginOfTriplets classes': ofClasses,
  'crossBatchMemory triplets': () => ofMemory((o) => crossBatchMemory(triplet(), { ...o, miner: batchHard() })),
  'crossBatchMemory pairs': () =>
    ofMemory((o) => crossBatchMemory(contrastive({ margin: 1.5 }), { ...o, miner: everyPair() })),
  marginMse: () => ofLists(marginMse(), 2),
  'marginMse candidates': () => ofLists(marginMse({ candidates: 4 }), 4),
  klDistillation: () => ofLists(klDistillation({ candidates: 3 }), 3),
  'klDistillation temperature': () => ofLists(klDistillation({ candidates: 4, temperature: 2.5 }), 4),
  scoreMse: () => ofScores(scoreMse()),
  embeddingMse: () => ofMatches(embeddingMse()),
  cosineRegression: () => ofScores(cosineRegression()),
  cosent: () => ofScores(cosent()),
  angle: () => ofScores(angle()),
  multiSimilarity: () => ofBatch(multiSimilarity()),
  circle: () => ofBatch(circle()),
  ntXent: () => ofBatch(ntXent()),
  supervisedContrastive: () => ofBatch(supervisedContrastive()),
  infoNce: () => ofMatches(infoNce()),
  'infoNce negatives': () => ofMatches(infoNce(), negatives),
  'infoNce symmetric': () => ofMatches(infoNce({ symmetric: true }), negatives),
  'infoNce labels': () => ofMatches(infoNce(), ({ labels }) => ({ labels })),
  'infoNce learned': () => ofMatches(infoNce({ temperature: 0.07, symmetric: true, learned: true })),
  megaBatchMargin: () => ofMatches(megaBatchMargin()),
  nPairs: () => ofMatches(nPairs()),
  siglip: () => ofMatches(siglip()),
};

const product = (x: readonly number[], y: readonly number[]) => x.reduce((so, value, i) => so + value * y[i]!, 0);
const sumOf = (x: readonly number[]) => x.reduce((so, value) => so + value, 0);

type Measured = { value: number; ga: number[]; gb: number[]; learned: number[] };

async function measured({ of, variables = [] }: Measure, c: OracleCase): Promise<Measured> {
  const all = tf.tidy(() => {
    const a = tf.tensor2d(c.rows.a, [c.n, c.d]);
    const b = tf.tensor2d(c.rows.b, [c.n, c.d]);
    // not every loss has both among its inputs, but a gradient is asked for of each
    const f = (x: tf.Tensor, y: tf.Tensor) => tf.add(of(c, x as Rows, y as Rows), tf.mul(0, tf.sum(y))) as tf.Scalar;
    const { value, grads } = tf.valueAndGrads(f as (...args: tf.Tensor[]) => tf.Scalar)([a, b]);
    const named = variables.length === 0 ? {} : tf.variableGrads(() => of(c, a, b), [...variables]).grads;
    const learned = variables.map(({ name }) => named[name]!);
    return tf.concat([value, ...grads, ...learned].map((tensor) => tf.reshape(tensor, [-1])));
  });
  const [value, ...gradients] = await all.data();
  all.dispose();
  const size = c.n * c.d;
  const [ga, gb, rest] = [gradients.slice(0, size), gradients.slice(size, 2 * size), gradients.slice(2 * size)];
  let end = 0;
  const learned = variables.map((variable) => sumOf(rest.slice(end, (end += variable.size))));
  return { value: value!, ga, gb, learned };
}

/** How far a loss and its gradients are from the oracle's, relative to what they are. */
function errorOf(got: Measured, [value, first, second, ...learned]: readonly number[], c: OracleCase): number {
  const { r, q } = c.rows;
  const { ga, gb } = got;
  const scale = Math.sqrt((product(ga, ga) + product(gb, gb)) * (product(r, r) + product(q, q)));
  return Math.max(
    Math.abs(got.value - value!) / Math.max(Math.abs(value!), 0.1),
    Math.abs(product(ga, r) + product(gb, q) - first!) / Math.max(scale, 0.1),
    Math.abs(product(ga, q) - product(gb, r) - second!) / Math.max(scale, 0.1),
    ...got.learned.map((gradient, i) => Math.abs(gradient - learned[i]!) / Math.max(Math.abs(gradient), 1)),
  );
}

onEachBackend({ onnx: () => import('@siamese/onnx') }, (backend) => {
  // the cpu backend computes with the same formulas, and slowly
  const numbers = Array.from({ length: backend === 'cpu' ? 2 : 50 }, (_, i) => i);

  test.each(Object.keys(oracle))('%s and its gradients are those of its reference', async (name) => {
    const measure = measures[name]!();
    for (const number of numbers) {
      const c = oracleCase(number);
      const error = errorOf(await measured(measure, c), expected(name, number), c);
      if (!(error < 1e-5)) throw new Error(`batch ${number} is ${error} off`);
    }
    tf.dispose([...(measure.variables ?? [])]);
  });
});
