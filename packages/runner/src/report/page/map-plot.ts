import type { MapPlot } from '../plot-data.ts';
import type { Option } from './option.ts';
import { commonOption, escaped } from './option.ts';
import type { Theme } from './theme.ts';

const symbols = ['circle', 'triangle', 'rect', 'diamond'];

type Point = MapPlot['points'][number];
type Range = { min: number; max: number };

/** All points by the colours and shapes of their classes; with `found` those, and the rest as a faint ground. */
export function mapOption({ labels, points }: MapPlot, theme: Theme, found?: readonly number[]): Option {
  const common = commonOption(theme);
  // Of all points, so that nothing moves when some of them are looked for.
  const axis = (of: 0 | 1) => ({ type: 'value' as const, show: false, ...rangeOf(points, of) });
  const size = points.length > 4000 ? 4.5 : points.length > 1000 ? 6 : 8;
  const labelOf = (value: unknown): number => (value as Point)[2];
  const lit = found === undefined ? points : found.map((place) => points[place]!);
  const chosen = new Set(found);
  const rest = found === undefined ? [] : points.filter((_, place) => !chosen.has(place));
  return {
    ...common,
    grid: { left: 0, right: 0, top: 0, bottom: 0 },
    tooltip: {
      ...common.tooltip,
      trigger: 'item',
      formatter: (hovered) => {
        const { value } = hovered as unknown as { value: Point };
        return tip(labels[value[2]]!, value[3], value[4]);
      },
    },
    xAxis: axis(0),
    yAxis: axis(1),
    series: [
      {
        type: 'scatter',
        name: 'rest',
        silent: true,
        large: true,
        progressive: 0,
        symbolSize: size * 0.7,
        itemStyle: { color: theme.muted, opacity: 0.18 },
        data: rest.map(([x, y]) => [x, y]),
      },
      {
        type: 'scatter',
        name: 'points',
        progressive: 0, // bit by bit a page would be printed, or searched, with half a map
        symbol: (value: unknown) => symbols[Math.floor(labelOf(value) / theme.palette.length) % symbols.length]!,
        symbolSize: found === undefined ? size : Math.max(6, size),
        itemStyle: {
          color: ({ value }) => theme.palette[labelOf(value) % theme.palette.length]!,
          opacity: 0.8,
        },
        emphasis: { scale: 1.8, itemStyle: { opacity: 1, borderColor: theme.text, borderWidth: 1.5 } },
        data: lit as unknown as number[][],
      },
    ],
  };
}

function rangeOf(points: readonly Point[], axis: 0 | 1): Range {
  let [min, max] = [Infinity, -Infinity];
  for (const point of points) {
    min = Math.min(min, point[axis]);
    max = Math.max(max, point[axis]);
  }
  const edge = 0.03 * (max - min) || 1;
  return { min: min - edge, max: max + edge };
}

function tip(label: string, name: string, picture: string): string {
  const image = picture === '' ? '' : `<img class="tip" src="${escaped(picture)}" alt="">`;
  return `${image}<b>${escaped(label)}</b>${name === '' || name === label ? '' : `<br><span class="name">${escaped(name)}</span>`}`;
}
