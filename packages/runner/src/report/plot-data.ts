import type { ErrorCurve, ReportContent, ThresholdStops } from './content.ts';
import { keepPictures } from './keep-pictures.ts';
import { normalQuantile } from '@siamese/core/metrics';
import { smoothCurve } from './smooth-curve.ts';
import type { Point } from './thin-curve.ts';
import { thinCurve } from './thin-curve.ts';

/** What the page's script gets: plain JSON, bounded in size, without a number that is not finite. */
export type PlotData = {
  readonly learning: readonly LearningPlot[];
  readonly scores?: HistogramPlot;
  readonly errors?: ErrorPlot;
  readonly stops?: StopsPlot;
  readonly map?: MapPlot;
};
export type LearningPlot = {
  readonly quantity: string;
  readonly curves: readonly { readonly name: string; readonly points: Point[]; readonly smooth: Point[] }[];
};
export type HistogramPlot = {
  readonly quantity: 'score' | 'distance';
  readonly edges: readonly number[];
  /** Shares of all same, and of all different, pairs: the two kinds are seldom equally many. */
  readonly same: readonly number[];
  readonly different: readonly number[];
  readonly threshold?: number;
};
export type ErrorPlot = {
  /** False match rate against true match rate. */
  readonly roc: { readonly network: Point[]; readonly baseline: Point[]; readonly operating?: Point };
  /** False match rate against false non-match rate, both as normal deviates. */
  readonly det: {
    readonly network: Point[];
    readonly baseline: Point[];
    readonly operating?: Point;
    readonly eer?: Point;
  };
  readonly baselineName: string;
  /** Ticks of the deviate axes: rate and place. */
  readonly ticks: readonly Point[];
};
export type StopsPlot = ThresholdStops & {
  readonly quantity: 'score' | 'distance';
  /** Both rates of each stop as normal deviates. */
  readonly det: readonly Point[];
};
export type MapPlot = {
  readonly labels: readonly string[];
  /** x, y, position in `labels`, name (or ''), picture (or ''). */
  readonly points: readonly (readonly [number, number, number, string, string])[];
  /** Points whose pictures did not fit into the file. */
  readonly pictureless: number;
};

/** @param most characters of pictures that the map may hold */
export function plotData(content: ReportContent, most?: number): PlotData {
  const scores = histogramPlot(content.scores);
  const errors = errorPlot(content.errors, content.baselineName);
  const stops = stopsPlot(content.stops, content.scores?.quantity);
  const map = mapPlot(content, most);
  return {
    learning: learningPlots(content.learning ?? []),
    ...(scores && { scores }),
    ...(errors && { errors }),
    ...(stops && { stops }),
    ...(map && { map }),
  };
}

function learningPlots(curves: NonNullable<ReportContent['learning']>): LearningPlot[] {
  const drawn = curves
    .map((curve) => ({
      quantity: curve.quantity ?? 'loss',
      name: curve.name,
      all: points(curve.steps, curve.values).filter(isFinitePoint),
    }))
    .filter(({ all }) => all.length > 0);
  return [...new Set(drawn.map(({ quantity }) => quantity))].map((quantity) => ({
    quantity,
    curves: drawn
      .filter((curve) => curve.quantity === quantity)
      .map(({ name, all }) => ({
        name,
        points: short(thinCurve(all)),
        smooth: all.length >= 200 ? short(thinCurve(smoothCurve(all))) : [],
      })),
  }));
}

function histogramPlot(scores: ReportContent['scores']): HistogramPlot | undefined {
  if (!scores || scores.same.length === 0) return undefined;
  return {
    quantity: scores.quantity,
    edges: Array.from(scores.edges, round),
    same: shares(scores.same),
    different: shares(scores.different),
    ...(isNumber(scores.threshold) && { threshold: round(scores.threshold) }),
  };
}

function errorPlot(errors: ReportContent['errors'], baselineName = 'raw pixels'): ErrorPlot | undefined {
  if (!errors || errors.falseMatch.length === 0) return undefined;
  const roc = (curve: ErrorCurve | undefined) =>
    curve ? short(thinCurve(points(curve.falseMatch, curve.falseNonMatch).map(([x, y]) => [x, 1 - y]))) : [];
  const det = (curve: ErrorCurve | undefined) =>
    curve ? short(thinCurve(points(curve.falseMatch, curve.falseNonMatch).map(([x, y]) => deviates(x, y)))) : [];
  const { operating, eer } = errors;
  const known =
    operating && isNumber(operating.falseMatch) && isNumber(operating.falseNonMatch) ? operating : undefined;
  return {
    roc: {
      network: roc(errors),
      baseline: roc(errors.baseline),
      ...(known && { operating: [known.falseMatch, 1 - known.falseNonMatch] }),
    },
    det: {
      network: det(errors),
      baseline: det(errors.baseline),
      ...(known && { operating: deviates(known.falseMatch, known.falseNonMatch) }),
      ...(isNumber(eer) && { eer: deviates(eer, eer) }),
    },
    baselineName,
    ticks: [0.0001, 0.001, 0.01, 0.05, 0.2, 0.5, 0.8].map((rate) => [rate, round(normalQuantile(rate))]),
  };
}

function stopsPlot(stops: ReportContent['stops'], quantity: 'score' | 'distance' = 'score'): StopsPlot | undefined {
  if (!stops || stops.thresholds.length === 0) return undefined;
  const { thresholds, falseMatch, falseNonMatch } = stops;
  if (![...thresholds, ...falseMatch, ...falseNonMatch].every(isNumber)) return undefined;
  return {
    ...stops,
    thresholds: thresholds.map(round),
    falseMatch: falseMatch.map(round),
    falseNonMatch: falseNonMatch.map(round),
    quantity,
    det: falseMatch.map((rate, i) => deviates(rate, falseNonMatch[i]!)),
  };
}

function mapPlot(content: ReportContent, most: number | undefined): MapPlot | undefined {
  const { map, items = [] } = content;
  if (!map) return undefined;
  const rows = Array.from(map.items, (item, i) => ({ item: items[item], x: map.x[i]!, y: map.y[i]! })).filter(
    ({ item, x, y }) => item && isNumber(x) && isNumber(y),
  );
  if (rows.length === 0) return undefined;
  const labels = [...new Set(rows.map(({ item }) => item!.label))].sort((a, b) =>
    a.localeCompare(b, 'en', { numeric: true }),
  );
  const position = new Map(labels.map((label, i) => [label, i]));
  const urls = keepPictures(
    rows.map(({ item }) => item!.picture),
    most,
  ).pictures;
  // Also those that were given none, where others were.
  const pictureless = rows.some(({ item }) => item!.picture) ? urls.filter((url) => url === '').length : 0;
  return {
    labels,
    points: rows.map(({ item, x, y }, i) => [
      Number(x.toPrecision(4)),
      Number(y.toPrecision(4)),
      position.get(item!.label)!,
      item!.name ?? '',
      urls[i]!,
    ]),
    pictureless,
  };
}

function points(xs: ArrayLike<number>, ys: ArrayLike<number>): Point[] {
  return Array.from({ length: Math.min(xs.length, ys.length) }, (_, i) => [xs[i]!, ys[i]!]);
}

function shares(counts: ArrayLike<number>): number[] {
  const all = Array.from(counts, (count) => (isNumber(count) ? count : 0));
  const total = all.reduce((sum, count) => sum + count, 0);
  return all.map((count) => (total > 0 ? round(count / total) : 0));
}

/** Rates of 0 and 1 have no deviate: they are drawn at the edge, one in 100,000. */
function deviates(falseMatch: number, falseNonMatch: number): Point {
  const edge = 1e-5;
  const place = (rate: number) => round(normalQuantile(Math.min(1 - edge, Math.max(edge, rate))));
  return [place(falseMatch), place(falseNonMatch)];
}

function short(curve: readonly Point[]): Point[] {
  return curve.map(([x, y]) => [round(x), round(y)]);
}

/** Six digits are more than a screen shows, and keep the file small. */
function round(value: number): number {
  return Number(value.toPrecision(6));
}

function isNumber(value: number | undefined): value is number {
  return Number.isFinite(value);
}

function isFinitePoint([x, y]: Point): boolean {
  return isNumber(x) && isNumber(y);
}
