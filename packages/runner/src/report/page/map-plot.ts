import type { MapPlot } from '../plot-data.ts';
import type { Option } from './option.ts';
import { commonOption, escaped } from './option.ts';
import type { Theme } from './theme.ts';

const symbols = ['circle', 'triangle', 'rect', 'diamond'];

/** A series a class, so that pointing at one thing shows where the rest of its class lies. */
export function mapOption({ labels, points }: MapPlot, theme: Theme): Option {
  const common = commonOption(theme);
  const hidden = { type: 'value' as const, show: false, scale: true, boundaryGap: ['3%', '3%'] as [string, string] };
  const size = points.length > 1000 ? 6 : 8;
  return {
    ...common,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    tooltip: {
      ...common.tooltip,
      trigger: 'item',
      formatter: (hovered) => {
        const { value } = hovered as unknown as { value: MapPlot['points'][number] };
        return tip(labels[value[2]]!, value[3], value[4]);
      },
    },
    xAxis: hidden,
    yAxis: hidden,
    series: labels.map((label, i) => ({
      type: 'scatter',
      name: label,
      color: theme.palette[i % theme.palette.length]!,
      symbol: symbols[Math.floor(i / theme.palette.length) % symbols.length]!,
      symbolSize: size,
      itemStyle: { opacity: 0.8 },
      emphasis: { focus: 'series', itemStyle: { opacity: 1, borderColor: theme.text, borderWidth: 1 } },
      blur: { itemStyle: { opacity: 0.1 } },
      data: points.filter(([, , position]) => position === i) as unknown as number[][],
    })),
  };
}

function tip(label: string, name: string, picture: string): string {
  const image = picture === '' ? '' : `<img class="tip" src="${escaped(picture)}" alt="">`;
  return `${image}<b>${escaped(label)}</b>${name === '' || name === label ? '' : `<br><span class="name">${escaped(name)}</span>`}`;
}
