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

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

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
    grid: { left: 8, right: 16, top: 12, bottom: 30, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
  } as const;
}

/** An axis with its name along it. */
export function axis(name: string, { muted, line }: Theme, vertical = false) {
  return {
    name,
    nameLocation: vertical ? 'end' : 'middle',
    nameGap: vertical ? 12 : 28,
    nameTextStyle: { color: muted, align: vertical ? 'left' : 'center' },
    axisLine: { lineStyle: { color: line } },
    axisTick: { lineStyle: { color: line } },
    axisLabel: { color: muted, hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
  } as const;
}

export function legend({ text }: Theme) {
  return {
    show: true,
    top: 0,
    right: 0,
    icon: 'roundRect',
    itemWidth: 14,
    itemHeight: 4,
    textStyle: { color: text },
  } as const;
}

/** Text from the content is never put into a tooltip's HTML as it is. */
export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function perCent(rate: number): string {
  const value = rate * 100;
  return `${Number(value.toFixed(value < 1 ? 2 : 1))} %`;
}
