import {
  createRandom,
  embed,
  pickRows,
  ratesAt,
  scoreHistogram,
  shuffled,
  thinnedCurve,
  type EvaluationInDetail,
  type Labelled,
  type VerificationCurve,
} from '@siamese/core';
import { byClass } from '../by-class.ts';
import { worstPairs, type DataSet, type ScoredPair, type Sides } from '../evaluate/index.ts';
import { duration } from '../format.ts';
import { encoderOf, type Modality, type Usable } from '../modality.ts';
import {
  mapEmbeddings,
  type ErrorCurve,
  type ErrorCurves,
  type Mistake,
  type NextCommand,
  type ReportContent,
  type ReportFact,
  type ReportItem,
  type ScoreHistogram,
} from '../report/index.ts';

const mostPoints = 1000;
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
    readonly target: Usable<Item>;
    readonly losses: readonly number[];
    readonly next: readonly NextCommand[];
  },
): Promise<ReportContent> {
  const { modality, data, network, baseline, target, measured } = run;
  const { distance } = encoderOf(target);
  const threshold = target.calibration?.threshold;
  // A head's score is a probability; a distance is shown as a distance.
  const direction = 'head' in target || distance.nearer === 'larger' ? 1 : -1;
  const embeddings = await embed(encoderOf(target), data.test.items);
  const points = somePoints(data.test.labels, run.seed);
  const map = await mapEmbeddings(pickRows(embeddings, points), { seed: run.seed });
  const worst = await worstPairs(embeddings, data.test.labels, distance);
  const scored = [...worst.falseMatches, ...worst.falseNonMatches];
  const items = [...new Set([...points, ...scored.flatMap(({ a, b }) => [a, b])])];
  const heard = new Set(scored.flatMap(({ a, b }) => [a, b]));
  const places = new Map(items.map((item, place) => [item, place]));
  const shown = (pairs: readonly ScoredPair[]): Mistake[] =>
    pairs.map(({ a, b, score }) => ({ a: places.get(a)!, b: places.get(b)!, score: direction * score }));
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
    learning: [{ name: 'loss', steps: run.losses.map((_, i) => i + 1), values: run.losses }],
    scores: histogram(network.curve, direction, threshold),
    errors: errors(network, baseline, threshold),
    items: await Promise.all(items.map((item) => itemOf(modality, data.test, item, heard.has(item)))),
    map: { items: points.map((item) => places.get(item)!), ...map },
    mistakes: { falseMatches: shown(worst.falseMatches), falseNonMatches: shown(worst.falseNonMatches) },
    next: run.next,
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

/** Up to a thousand items, some of each class. */
function somePoints(labels: readonly string[], seed: number): number[] {
  const classes = shuffled(byClass(labels), createRandom(seed, 'map'));
  const perClass = Math.max(5, Math.ceil(mostPoints / classes.length));
  return classes.flatMap(({ items }) => items.slice(0, perClass)).slice(0, mostPoints);
}

async function itemOf<Item>(
  modality: Pick<Modality<Item>, 'show' | 'hear' | 'pathOf'>,
  { items, labels }: Labelled<Item>,
  place: number,
  heard: boolean,
): Promise<ReportItem> {
  const item = items[place]!;
  const name = modality.pathOf(item);
  const picture = await modality.show(item);
  // What is heard takes much room: only where two are set side by side.
  const sound = heard ? await modality.hear?.(item) : undefined;
  return {
    label: labels[place]!,
    ...(name === undefined ? {} : { name }),
    ...(picture === undefined ? {} : { picture }),
    ...(sound === undefined ? {} : { sound }),
  };
}
