/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { PlotData } from '../plot-data.ts';
import { drawPlots } from './draw-plots.ts';
import { chooseClass } from './choose-class.ts';

const data = JSON.parse(document.getElementById('data')!.textContent!) as PlotData;
const plots = drawPlots(data);
chooseClass(data.map, plots.get('map'));
