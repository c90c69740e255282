import type { HistogramPlot } from '../plot-data.ts';
import { numberText } from '../figure-text.ts';
import type { Option } from './option.ts';
import { axis, commonOption, escaped, legend, perCent } from './option.ts';
import type { Theme } from './theme.ts';

/** Two histograms as stepped areas over one axis, and the threshold. */
export function hillsOption({ quantity, edges, same, different, threshold }: HistogramPlot, theme: Theme): Option {
  const common = commonOption(theme);
  const hill = (name: string, shares: readonly number[], color: string) => ({
    type: 'line' as const,
    name,
    color,
    step: 'end' as const,
    symbol: 'none',
    data: [
      [edges[0]!, 0],
      ...shares.map((share, i) => [edges[i]!, share]),
      [edges.at(-1)!, shares.at(-1)!],
      [edges.at(-1)!, 0],
    ],
    lineStyle: { width: 1.5 },
    areaStyle: { opacity: 0.35 },
  });
  return {
    ...common,
    grid: { ...common.grid, top: 46 },
    legend: legend(theme, ['same', 'different']),
    tooltip: {
      ...common.tooltip,
      trigger: 'axis',
      formatter: (hovered) => {
        const [first] = Array.isArray(hovered) ? hovered : [hovered];
        const at = Number((first as { axisValue?: number } | undefined)?.axisValue);
        const bin = Math.max(
          0,
          edges.findLastIndex((edge, i) => edge <= at && i < same.length),
        );
        const range = `${numberText(edges[bin]!, 3)} to ${numberText(edges[bin + 1]!, 3)}`;
        return `${escaped(quantity)} ${range}<br>same pairs: ${perCent(same[bin]!)}<br>different pairs: ${perCent(different[bin]!)}`;
      },
    },
    xAxis: {
      type: 'value',
      ...axis(arrow(quantity), theme),
      min: edges[0]!,
      max: edges.at(-1)!,
      splitLine: { show: false },
      axisLabel: {
        color: theme.muted,
        hideOverlap: true,
        // The ends are at no round numbers.
        showMinLabel: false,
        showMaxLabel: false,
        formatter: (value: number) => numberText(value, 3),
      },
    },
    yAxis: {
      type: 'value',
      ...axis('', theme, true),
      axisLabel: { color: theme.muted, formatter: perCent },
    },
    series: [
      hill('different', different, theme.different),
      {
        ...hill('same', same, theme.same),
        ...(threshold !== undefined && {
          markLine: {
            symbol: 'none',
            silent: true,
            lineStyle: { color: theme.text, type: 'dashed', width: 1.5 },
            label: { formatter: `threshold ${numberText(threshold, 3)}`, color: theme.text, position: 'end' },
            data: [{ xAxis: threshold }],
          },
        }),
      },
    ],
  };
}

function arrow(quantity: 'score' | 'distance'): string {
  return quantity === 'score' ? 'score: more alike →' : 'distance: less alike →';
}
