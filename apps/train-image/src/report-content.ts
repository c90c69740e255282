import { byClass } from './by-class.ts';
import { createRandom, shuffled } from '@siamese/core';
import { duration } from '@siamese/runner';
import {
  mapEmbeddings,
  pictureOf,
  type ErrorCurves,
  type Mistake,
  type NextCommand,
  type ReportContent,
  type ReportItem,
  type ScoreHistogram,
} from '@siamese/runner/report';
import type { DataSet } from './data/data-set.ts';
import type { Side } from './evaluate/measure.ts';
import type { Measured } from './evaluate/measured.ts';
import { errorsAt, type PairScan, type ScoredPair } from './evaluate/pair-scan.ts';
import { rowsOf } from './evaluate/scores.ts';
import { pngOf } from './png.ts';

const mostPoints = 1000;
const bars = 60;

/** What the report of a run shows. */
export async function reportContent(run: {
  title: string;
  facts: readonly { name: string; value: string; code?: boolean }[];
  seconds: number;
  data: DataSet;
  seed: number;
  /** As a score. */
  threshold: number | undefined;
  network: Side;
  pixels: Side;
  measured: readonly Measured[];
  losses: readonly number[];
  next: readonly NextCommand[];
}): Promise<ReportContent> {
  const { data, network, pixels, threshold } = run;
  const { distance } = network.embedded;
  const points = somePoints(data.test.labels, run.seed);
  const items = new ItemList(data);
  const mapped = await mapEmbeddings(rowsOf(network.embedded.test, points), { seed: run.seed });
  const shown = (pairs: readonly ScoredPair[]): Mistake[] =>
    pairs.map(({ a, b, score }) => ({ a: items.place(a), b: items.place(b), score: axisOf(distance.nearer, score) }));
  const map = { items: points.map((item) => items.place(item)), ...mapped };
  const mistakes = {
    falseMatches: shown(network.scan.falseMatches),
    falseNonMatches: shown(network.scan.falseNonMatches),
  };
  return {
    title: run.title,
    summary: run.measured
      .filter(({ key }) => ['eer', 'oneShot20', 'knn'].includes(key))
      .map(({ sentence }) => sentence)
      .join(' '),
    facts: [...run.facts, { name: 'time', value: duration(run.seconds) }],
    figures: run.measured,
    notes: data.notes,
    learning: [{ name: 'loss', steps: run.losses.map((_, i) => i + 1), values: run.losses }],
    scores: histogram(network.scan, distance.nearer, threshold),
    errors: errors(network, pixels, threshold),
    items: await items.all(),
    map,
    mistakes,
    next: run.next,
  };
}

/** A score as it is on the report's axis: a distance is shown as a distance. */
function axisOf(nearer: 'smaller' | 'larger', score: number): number {
  return nearer === 'larger' ? score : -score;
}

function histogram(scan: PairScan, nearer: 'smaller' | 'larger', threshold: number | undefined): ScoreHistogram {
  const each = scan.same.length / bars;
  const sums = (values: Float64Array): number[] =>
    Array.from({ length: bars }, (_, bar) =>
      values.subarray(Math.round(bar * each), Math.round((bar + 1) * each)).reduce((sum, value) => sum + value, 0),
    );
  const edges = Array.from({ length: bars + 1 }, (_, i) => axisOf(nearer, scan.low + i * each * scan.width));
  const inOrder = <T>(values: T[]): T[] => (nearer === 'larger' ? values : values.reverse());
  return {
    quantity: nearer === 'larger' ? 'score' : 'distance',
    edges: inOrder(edges),
    same: inOrder(sums(scan.same)),
    different: inOrder(sums(scan.different)),
    ...(threshold === undefined ? {} : { threshold: axisOf(nearer, threshold) }),
  };
}

function errors(network: Side, pixels: Side, threshold: number | undefined): ErrorCurves {
  const at = threshold === undefined ? undefined : errorsAt(network.scan, network.curve, threshold);
  return {
    ...network.curve,
    eer: network.rates.eer!.value,
    ...(at === undefined ? {} : { operating: { falseMatch: at.far, falseNonMatch: at.frr } }),
    baseline: pixels.curve,
  };
}

/** Up to a thousand items, whole classes of them. */
function somePoints(labels: readonly string[], seed: number): number[] {
  const classes = shuffled(byClass(labels), createRandom(seed, 'map'));
  const perClass = Math.max(5, Math.ceil(mostPoints / classes.length));
  return classes.flatMap(({ items }) => items.slice(0, perClass)).slice(0, mostPoints);
}

/** The items that the report points at, each once. */
class ItemList {
  readonly #places = new Map<number, number>();
  readonly #data: DataSet;

  constructor(data: DataSet) {
    this.#data = data;
  }

  place(item: number): number {
    const known = this.#places.get(item);
    if (known !== undefined) return known;
    this.#places.set(item, this.#places.size);
    return this.#places.size - 1;
  }

  all(): Promise<ReportItem[]> {
    const { items, labels } = this.#data.test;
    return Promise.all(
      [...this.#places.keys()].map(async (item) => ({
        label: labels[item]!,
        ...(items[item]!.name === undefined ? {} : { name: items[item]!.name }),
        picture: pictureOf(await pngOf(items[item]!)),
      })),
    );
  }
}
