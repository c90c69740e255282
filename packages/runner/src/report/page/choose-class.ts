/// <reference lib="dom" />
import type { EChartsType } from 'echarts/core';
import type { MapPlot } from '../plot-data.ts';

/** The list above the map: lights up one class and dims the rest, also for those who use no mouse. */
export function chooseClass(map: MapPlot | undefined, plot: EChartsType | undefined): void {
  const list = document.querySelector<HTMLSelectElement>('#class');
  if (!map || !plot || !list) return;
  const show = () => {
    plot.dispatchAction({ type: 'downplay' });
    if (list.value !== '') plot.dispatchAction({ type: 'highlight', seriesIndex: Number(list.value) });
  };
  list.addEventListener('change', show);
  plot.on('mouseout', show); // pointing at a point takes the light away
}
