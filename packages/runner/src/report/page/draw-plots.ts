/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { BarChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GridComponent,
  MarkLineComponent,
  MarkPointComponent,
  LegendComponent,
  TooltipComponent,
  DataZoomInsideComponent,
} from 'echarts/components';
import { init, use } from 'echarts/core';
import type { EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { ErrorPlot, HistogramPlot, PlotData, StopsPlot } from '../plot-data.ts';
import { detOption, rocOption } from './error-plots.ts';
import { hillsOption } from './hills-plot.ts';
import { learningOption } from './learning-plot.ts';
import { mapOption } from './map-plot.ts';
import type { Option } from './option.ts';
import type { Theme } from './theme.ts';
import { currentTheme, onThemeChange } from './theme.ts';

use([
  BarChart,
  LineChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  DataZoomInsideComponent,
  CanvasRenderer,
]);

/** What the reader has chosen. */
export type View = {
  /** The stop of the slider. */
  readonly stop?: number | undefined;
  /** Points of the map that were searched for. */
  readonly found?: readonly number[] | undefined;
};

/** The plots of a page. */
export type Plots = {
  get(name: string): EChartsType | undefined;
  /** Changes the view, and draws these plots anew. */
  show(change: View, names: readonly string[]): void;
};

/** Draws every plot into its place; they follow the window's width and the colours. */
export function drawPlots(data: PlotData): Plots {
  let view: View = {};
  const options = new Map<string, (theme: Theme) => Option>();
  data.learning.forEach((plot, i) => options.set(`learning-${i}`, (theme) => learningOption(plot, theme)));
  const { scores, errors, stops, map } = data;
  if (scores) options.set('hills', (theme) => hillsOption(scoresAt(scores, stops, view.stop), theme));
  if (errors) options.set('roc', (theme) => rocOption(errorsAt(errors, stops, view.stop), theme));
  if (errors) options.set('det', (theme) => detOption(errorsAt(errors, stops, view.stop), theme));
  if (map) options.set('map', (theme) => mapOption(map, theme, view.found));

  const plots = new Map<string, EChartsType>();
  const draw = (names: Iterable<string>): void => {
    const theme = currentTheme();
    for (const name of names) plots.get(name)?.setOption(options.get(name)!(theme), { notMerge: true });
  };
  for (const place of document.querySelectorAll<HTMLElement>('[data-plot]')) {
    const name = place.dataset['plot']!;
    const plot = init(place);
    plots.set(name, plot);
    new ResizeObserver(() => plot.resize()).observe(place);
  }
  draw(plots.keys());
  onThemeChange(() => {
    for (const plot of plots.values()) plot.resize(); // paper is narrower, and nothing observes it in time
    draw(plots.keys());
  });
  return {
    get: (name) => plots.get(name),
    show(change, names) {
      view = { ...view, ...change };
      draw(names);
    },
  };
}

/** The hills with the line where the slider stands. */
function scoresAt(scores: HistogramPlot, stops: StopsPlot | undefined, stop: number | undefined): HistogramPlot {
  return stops === undefined || stop === undefined ? scores : { ...scores, threshold: stops.thresholds[stop]! };
}

/** The curves with the mark where the slider stands. */
function errorsAt(errors: ErrorPlot, stops: StopsPlot | undefined, stop: number | undefined): ErrorPlot {
  if (stops === undefined || stop === undefined) return errors;
  const { falseMatch, falseNonMatch, det } = stops;
  return {
    ...errors,
    roc: { ...errors.roc, operating: [falseMatch[stop]!, 1 - falseNonMatch[stop]!] },
    det: { ...errors.det, operating: det[stop]! },
  };
}
