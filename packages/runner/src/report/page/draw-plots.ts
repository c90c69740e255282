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
import type { PlotData } from '../plot-data.ts';
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

/** Draws every plot into its place; they follow the window's width and the colours. */
export function drawPlots(data: PlotData): Map<string, EChartsType> {
  const options = new Map<string, (theme: Theme) => Option>();
  data.learning.forEach((plot, i) => options.set(`learning-${i}`, (theme) => learningOption(plot, theme)));
  const { scores, errors, map } = data;
  if (scores) options.set('hills', (theme) => hillsOption(scores, theme));
  if (errors) options.set('roc', (theme) => rocOption(errors, theme));
  if (errors) options.set('det', (theme) => detOption(errors, theme));
  if (map) options.set('map', (theme) => mapOption(map, theme));

  const plots = new Map<string, EChartsType>();
  for (const place of document.querySelectorAll<HTMLElement>('[data-plot]')) {
    const name = place.dataset['plot']!;
    const plot = init(place);
    plot.setOption(options.get(name)!(currentTheme()));
    plots.set(name, plot);
    new ResizeObserver(() => plot.resize()).observe(place);
  }
  onThemeChange(() => {
    const theme = currentTheme();
    for (const [name, plot] of plots) plot.setOption(options.get(name)!(theme), { notMerge: true });
  });
  return plots;
}
