import type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption } from 'echarts/charts';
import type {
  DataZoomComponentOption,
  GridComponentOption,
  LegendComponentOption,
  TooltipComponentOption,
} from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Theme } from './theme.ts';

export type Option = ComposeOption<
  | BarSeriesOption
  | LineSeriesOption
  | ScatterSeriesOption
  | GridComponentOption
  | LegendComponentOption
  | TooltipComponentOption
  | DataZoomComponentOption
>;

// Single quotes inside: ECharts puts it into an SVG attribute as it is.
const font = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

/** What all plots have in common. */
export function commonOption({ text, line, surface }: Theme) {
  return {
    animation: false,
    textStyle: { color: text, fontFamily: font, fontSize: 13 },
    tooltip: {
      confine: true,
      backgroundColor: surface,
      borderColor: line,
      textStyle: { color: text, fontSize: 13 },
      extraCssText: 'box-shadow: 0 2px 12px rgb(0 0 0 / 18%)',
    },
    grid: { left: 8, right: 16, top: 12, bottom: 24, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  } as const;
}

/** An axis with its name along it. */
export function axis(name: string, { muted, line }: Theme, vertical = false) {
  return {
    name,
    nameLocation: vertical ? 'end' : 'middle',
    nameGap: vertical ? 14 : 28,
    nameTextStyle: { color: muted, align: vertical ? 'left' : 'center' },
    axisLine: { onZero: false, lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: muted, hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
  } as const;
}

/** The names of the curves; what has no entry here is labelled where it stands. */
export function legend({ text }: Theme, names: readonly string[]) {
  return {
    show: names.length > 1,
    type: 'scroll' as const,
    data: [...names],
    top: 0,
    right: 12,
    icon: 'roundRect',
    itemWidth: 14,
    itemHeight: 4,
    textStyle: { color: text },
  };
}

/** Text from the content is never put into a tooltip's HTML as it is. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function perCent(rate: number): string {
  const value = rate * 100;
  return `${Number(value.toFixed(value < 1 ? 2 : 1))} %`;
}
