/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { PlotData } from '../plot-data.ts';
import { drawPlots } from './draw-plots.ts';
import { moveThreshold } from './move-threshold.ts';
import { searchMap } from './search-map.ts';

const data = JSON.parse(document.getElementById('data')!.textContent!) as PlotData;
const plots = drawPlots(data);
moveThreshold(data.stops, plots);
searchMap(data.map, plots);
