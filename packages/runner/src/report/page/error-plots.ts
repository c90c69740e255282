import type { ErrorPlot } from '../plot-data.ts';
import type { Point } from '../thin-curve.ts';
import type { Option } from './option.ts';
import { axis, commonOption, escaped, legend, perCent } from './option.ts';
import type { Theme } from './theme.ts';

export function rocOption({ roc, baselineName }: ErrorPlot, theme: Theme): Option {
  const common = commonOption(theme);
  const rates = { type: 'value', min: 0, max: 1 } as const;
  const label = { color: theme.muted, formatter: perCent, hideOverlap: true };
  return {
    ...common,
    grid: { ...common.grid, top: 52 },
    legend: legend(theme, names(roc, baselineName)),
    tooltip: { ...common.tooltip, trigger: 'item', formatter: tip((rate) => rate, true) },
    xAxis: { ...rates, ...axis('false matches', theme), axisLabel: label },
    yAxis: { ...rates, ...axis('true matches', theme, true), axisLabel: label },
    series: [
      curve(baselineName, roc.baseline, theme.muted),
      { ...curve('network', roc.network, theme.same), areaStyle: { opacity: 0.08 } },
      ...(roc.operating
        ? [
            mark({
              name: 'threshold',
              at: roc.operating,
              color: theme.text,
              symbol: 'diamond',
              down: 0,
              side: roc.operating[0] > 0.6 ? 'left' : 'right',
            }),
          ]
        : []),
    ],
  };
}

export function detOption({ det, ticks, baselineName }: ErrorPlot, theme: Theme): Option {
  const common = commonOption(theme);
  const { eer, operating } = det;
  const away = eer && operating && Math.abs(operating[1] - eer[1]) < 0.4 ? (operating[1] < eer[1] ? 12 : -12) : 0;
  const places = ticks.map(([, place]) => place);
  // From 5 % on to the right a label would not fit on a narrow plot.
  const side = ([x]: Point): 'left' | 'right' => (x > places[3]! ? 'left' : 'right');
  const rateAt = new Map(ticks.map(([rate, place]) => [place, rate]));
  const scale = { type: 'value', min: places[0]!, max: places.at(-1)! } as const;
  const deviate = (name: string, vertical: boolean) => ({
    ...scale,
    ...axis(name, theme, vertical),
    axisTick: { customValues: places, lineStyle: { color: theme.line } },
    axisLabel: {
      customValues: places,
      color: theme.muted,
      hideOverlap: true,
      formatter: (place: number) => perCent(rateAt.get(place) ?? rateOf(place)),
    },
  });
  return {
    ...common,
    grid: { ...common.grid, top: 52 },
    legend: legend(theme, names(det, baselineName)),
    tooltip: { ...common.tooltip, trigger: 'item', formatter: tip(rateOf, false) },
    xAxis: deviate('false matches', false),
    yAxis: deviate('false non-matches', true),
    series: [
      {
        type: 'line',
        silent: true,
        symbol: 'none',
        data: [
          [places[0]!, places[0]!],
          [places.at(-1)!, places.at(-1)!],
        ],
        lineStyle: { color: theme.line, width: 1, type: 'dotted' },
      },
      curve(baselineName, det.baseline, theme.muted),
      curve('network', det.network, theme.same),
      ...(eer
        ? [
            mark({
              name: `equal errors ${perCent(rateOf(eer[0]))}`,
              at: eer,
              color: theme.same,
              symbol: 'circle',
              down: 0,
              side: side(eer),
            }),
          ]
        : []),
      ...(operating
        ? [
            mark({
              name: 'threshold',
              at: operating,
              color: theme.text,
              symbol: 'diamond',
              down: away,
              side: side(operating),
            }),
          ]
        : []),
    ],
  };
}

function curve(name: string, points: readonly Point[], color: string) {
  return {
    type: 'line' as const,
    name,
    color,
    clip: true,
    symbolSize: 6,
    showSymbol: points.length === 1,
    triggerLineEvent: true,
    data: points as [number, number][],
    lineStyle: { width: name === 'network' ? 2.5 : 1.5 },
  };
}

function names({ baseline }: { baseline: readonly Point[] }, baselineName: string): string[] {
  return baseline.length > 0 ? ['network', baselineName] : [];
}

type Mark = {
  readonly name: string;
  readonly at: Point;
  readonly color: string;
  readonly symbol: string;
  readonly down: number;
  readonly side: 'left' | 'right';
};

/** Labelled points; `down` moves a label out of another's way, in pixels, `side` is where there is room for it. */
function mark({ name, at, color, symbol, down, side }: Mark) {
  return {
    type: 'scatter' as const,
    name,
    color,
    symbol,
    symbolSize: 11,
    z: 5,
    label: { show: true, position: side, offset: [0, down], formatter: '{a}', color },
    data: [[...at]] as [number, number][],
  };
}

function tip(rate: (value: number) => number, trueMatches: boolean) {
  return (hovered: unknown) => {
    const { seriesName, value } = hovered as { seriesName: string; value: [number, number] | undefined };
    if (!value) return escaped(seriesName);
    const second = trueMatches ? 'true matches' : 'false non-matches';
    return `${escaped(seriesName)}<br>false matches: ${perCent(rate(value[0]))}<br>${second}: ${perCent(rate(value[1]))}`;
  };
}

/** The normal distribution function, by its logistic-free series (Abramowitz and Stegun 26.2.17, error below 1e-7). */
function rateOf(deviate: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(deviate));
  const density = Math.exp((-deviate * deviate) / 2) / Math.sqrt(2 * Math.PI);
  const tail =
    density * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return deviate > 0 ? 1 - tail : tail;
}
