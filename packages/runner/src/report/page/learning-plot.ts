import type { LearningPlot } from '../plot-data.ts';
import { numberText } from '../figure-text.ts';
import type { Option } from './option.ts';
import { axis, commonOption, legend } from './option.ts';
import type { Theme } from './theme.ts';

/** So that curves can be told apart on paper without colours. */
const dashes: readonly ('solid' | 'dashed' | 'dotted' | number[])[] = ['solid', 'dashed', 'dotted', [12, 4, 2, 4]];

/** A curve over the steps; where it is noisy, its moving average in full strength over the faint original. */
export function learningOption({ quantity, curves }: LearningPlot, theme: Theme): Option {
  const colours = [theme.same, theme.different, ...theme.palette.slice(2)];
  // Curves of one name, the seeds of a run, share a colour and a dash.
  const names = [...new Set(curves.map(({ name }) => name))];
  const common = commonOption(theme);
  return {
    ...common,
    grid: { ...common.grid, top: 34 },
    legend: legend(theme, names),
    tooltip: {
      ...common.tooltip,
      trigger: 'axis',
      valueFormatter: (value) => numberText(Number(value), 4),
    },
    xAxis: { type: 'value', ...axis('step', theme), splitLine: { show: false }, max: 'dataMax' },
    yAxis: { type: 'value', ...axis('', theme, true), scale: quantity !== 'loss' },
    series: curves.flatMap(({ name, points, smooth }) => {
      const i = names.indexOf(name);
      const color = colours[i % colours.length]!;
      const type = dashes[i % dashes.length]!;
      const line = { type: 'line', name, showSymbol: points.length === 1, color } as const;
      if (smooth.length === 0) return [{ ...line, data: points as [number, number][], lineStyle: { width: 2, type } }];
      return [
        {
          ...line,
          data: points as [number, number][],
          silent: true,
          tooltip: { show: false },
          lineStyle: { width: 1, opacity: 0.3 },
        },
        { ...line, data: smooth as [number, number][], lineStyle: { width: 2.5, type } },
      ];
    }),
  };
}
