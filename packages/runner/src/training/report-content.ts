import {
  createRandom,
  embed,
  pickRows,
  ratesAt,
  scoreHistogram,
  shuffled,
  thinnedCurve,
  type Embeddings,
  type EvaluationInDetail,
  type Labelled,
  type VerificationCurve,
} from '@siamese/core';
import { inParallel } from '@siamese/core/items';
import { byClass } from '../by-class.ts';
import {
  oneShotRule,
  someEpisodes,
  spreadPairs,
  worstPairs,
  type DataSet,
  type Episode,
  type MeasureSettings,
  type ScoredPair,
  type Sides,
  type WorstPairs,
} from '../evaluate/index.ts';
import { duration } from '../format.ts';
import { heldOutName } from '../hooks/index.ts';
import { encoderOf, type Modality, type Usable } from '../modality.ts';
import {
  mapEmbeddings,
  type ErrorCurve,
  type ErrorCurves,
  type LearningCurve,
  type Mistake,
  type NextCommand,
  type ReportContent,
  type ReportFact,
  type ReportItem,
  type ScoreHistogram,
} from '../report/index.ts';
import type { MetricsRow } from '../run-folder/index.ts';
import { thresholdStops } from './threshold-stops.ts';

/** Points of the map, those of them that are shown by a picture, and the episodes of either kind. */
const [mostPoints, mostPictures, episodesShown] = [10_000, 2500, 6];
/** Pictures that are made at once. */
const atOnce = 4;
const bars = 60;
const curvePoints = 400;

/** What the report of a run shows. */
export async function reportContent<Item>(
  run: Sides & {
    readonly modality: Pick<Modality<Item>, 'show' | 'hear' | 'pathOf' | 'baselineName'>;
    readonly title: string;
    readonly facts: readonly ReportFact[];
    readonly seconds: number;
    readonly data: DataSet<Item>;
    readonly seed: number;
    /** How it was measured. */
    readonly settings: MeasureSettings;
    readonly target: Usable<Item>;
    readonly losses: readonly number[];
    /** The rows of `metrics.jsonl`. */
    readonly metrics: readonly MetricsRow[];
    readonly next: readonly NextCommand[];
  },
): Promise<ReportContent> {
  const { modality, data, network, baseline, target, measured } = run;
  const { distance } = encoderOf(target);
  const threshold = target.calibration?.threshold;
  // A head's score is a probability; a distance is shown as a distance.
  const direction = 'head' in target || distance.nearer === 'larger' ? 1 : -1;
  const { labels } = data.test;
  const embeddings = await embed(encoderOf(target), data.test.items);
  const points = somePoints(labels, run.seed);
  const map = await mapEmbeddings(pickRows(embeddings, points), { seed: run.seed });
  const stops = thresholdStops(network, direction, threshold);
  const seed = run.settings.dataSeed;
  const wrong = await wrongPairs(target, embeddings, labels, {
    thresholds: stops.thresholds.map((stop) => direction * stop),
    seed,
  });
  const episodes = await someEpisodes(target, embeddings, labels, { ...oneShotRule, seed, keep: episodesShown });
  const mistaken = [...wrong.falseMatches, ...wrong.falseNonMatches].flatMap(({ a, b }) => [a, b]);
  const asked = [...(episodes?.first ?? []), ...(episodes?.wrong ?? [])];
  const aside = [...mistaken, ...asked.flatMap(({ query, candidates }) => [query, ...candidates])];
  const items = [...new Set([...aside, ...points])];
  const heard = new Set(mistaken);
  const pictured = new Set([...aside, ...evenly(points, mostPictures)]);
  const places = new Map(items.map((item, place) => [item, place]));
  const placed = (list: readonly ScoredPair[]): Mistake[] =>
    list.map(({ a, b, score }) => ({ a: places.get(a)!, b: places.get(b)!, score: direction * score }));
  const shownAs = ({ query, candidates, answer, chosen }: Episode) => ({
    query: places.get(query)!,
    candidates: candidates.map((item) => places.get(item)!),
    answer,
    chosen,
  });
  return {
    title: run.title,
    summary: measured
      .filter(({ key }) => ['eer', 'oneShot20', 'knn'].includes(key))
      .map(({ sentence }) => sentence)
      .join(' '),
    facts: [...run.facts, { name: 'time', value: duration(run.seconds) }],
    figures: measured,
    unseenClasses: !data.closed,
    baselineName: modality.baselineName,
    notes: [...data.notes, ...network.notes],
    learning: [{ name: 'loss', steps: run.losses.map((_, i) => i + 1), values: run.losses }, heldOutCurve(run.metrics)],
    scores: histogram(network.curve, direction, threshold),
    errors: errors(network, baseline, threshold),
    stops,
    items: await inParallel(items, atOnce, (item) =>
      itemOf(modality, data.test, item, { heard: heard.has(item), pictured: pictured.has(item) }),
    ),
    map: { items: points.map((item) => places.get(item)!), ...map },
    mistakes: { falseMatches: placed(wrong.falseMatches), falseNonMatches: placed(wrong.falseNonMatches) },
    ...(episodes === undefined
      ? {}
      : { episodes: { ...episodes, first: episodes.first.map(shownAs), wrong: episodes.wrong.map(shownAs) } }),
    next: run.next,
  };
}

/** Where nothing was measured it has no points, and is not drawn. */
function heldOutCurve(rows: readonly MetricsRow[]): LearningCurve {
  const measured = rows.filter(({ calibrationEer }) => calibrationEer !== undefined);
  return {
    name: 'items held out',
    quantity: heldOutName,
    steps: measured.map(({ step }) => Number(step)),
    values: measured.map(({ calibrationEer }) => Number(calibrationEer)),
  };
}

function histogram(curve: VerificationCurve, direction: 1 | -1, threshold: number | undefined): ScoreHistogram {
  const { edges, same, different } = scoreHistogram(curve, bars);
  const rising = (values: Float64Array): number[] => (direction === 1 ? [...values] : [...values].reverse());
  return {
    quantity: direction === 1 ? 'score' : 'distance',
    edges: rising(edges.map((edge) => direction * edge)),
    // The curve knows shares; the report counts pairs.
    same: rising(same.map((share) => Math.round(share * curve.same))),
    different: rising(different.map((share) => Math.round(share * curve.different))),
    ...(threshold === undefined ? {} : { threshold: direction * threshold }),
  };
}

function errors(network: EvaluationInDetail, baseline: EvaluationInDetail, threshold: number | undefined): ErrorCurves {
  const rates = threshold === undefined ? undefined : ratesAt(network.curve, threshold);
  return {
    ...errorCurve(network.curve),
    eer: network.figures.eer.value,
    ...(rates === undefined
      ? {}
      : { operating: { falseMatch: rates.falseMatchRate, falseNonMatch: rates.falseNonMatchRate } }),
    baseline: errorCurve(baseline.curve),
  };
}

function errorCurve(curve: VerificationCurve): ErrorCurve {
  const { falseMatchRate, falseNonMatchRate } = thinnedCurve(curve, curvePoints);
  return { falseMatch: falseMatchRate, falseNonMatch: falseNonMatchRate };
}

/** The worst of all pairs, and others that are wrong at some threshold. */
async function wrongPairs<Item>(
  target: Usable<Item>,
  embeddings: Embeddings,
  labels: readonly string[],
  o: { readonly thresholds: readonly number[]; readonly seed: number },
): Promise<WorstPairs> {
  const worst = await worstPairs(embeddings, labels, 'head' in target ? target.head : target.distance);
  const spread = await spreadPairs(target, embeddings, labels, o);
  return {
    falseMatches: together(worst.falseMatches, spread.falseMatches, -1),
    falseNonMatches: together(worst.falseNonMatches, spread.falseNonMatches, 1),
  };
}

/** Two lists of pairs as one, each pair once; `rising`: 1 if the worst has the lowest score, -1 if the highest. */
function together(some: readonly ScoredPair[], more: readonly ScoredPair[], rising: 1 | -1): ScoredPair[] {
  const pairs = new Map([...more, ...some].map((pair) => [[pair.a, pair.b].sort((a, b) => a - b).join(' '), pair]));
  return [...pairs.values()].sort((p, q) => rising * (p.score - q.score));
}

/** As many as asked for, spread evenly. */
function evenly<T>(values: readonly T[], most: number): T[] {
  if (values.length <= most) return [...values];
  return Array.from({ length: most }, (_, i) => values[Math.floor((i * values.length) / most)]!);
}

/** Up to ten thousand items, some of each class. */
function somePoints(labels: readonly string[], seed: number): number[] {
  const classes = shuffled(byClass(labels), createRandom(seed, 'map'));
  const perClass = Math.max(5, Math.ceil(mostPoints / classes.length));
  return classes.flatMap(({ items }) => items.slice(0, perClass)).slice(0, mostPoints);
}

async function itemOf<Item>(
  modality: Pick<Modality<Item>, 'show' | 'hear' | 'pathOf'>,
  { items, labels }: Labelled<Item>,
  place: number,
  { heard, pictured }: { readonly heard: boolean; readonly pictured: boolean },
): Promise<ReportItem> {
  const item = items[place]!;
  const name = modality.pathOf(item);
  const picture = pictured ? await modality.show(item) : undefined;
  // What is heard takes much room: only where two are set side by side.
  const sound = heard ? await modality.hear?.(item) : undefined;
  return {
    label: labels[place]!,
    ...(name === undefined ? {} : { name }),
    ...(picture === undefined ? {} : { picture }),
    ...(sound === undefined ? {} : { sound }),
  };
}
