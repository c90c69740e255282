/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { findPoints } from '../find-points.ts';
import type { MapPlot } from '../plot-data.ts';
import type { Plots } from './draw-plots.ts';

/** Things that are listed of those that were found. */
const listed = 24;

/** Lights up what is searched for, says how many there are, and lists some: whoever uses no mouse goes through that list. */
export function searchMap(map: MapPlot | undefined, plots: Plots): void {
  const plot = plots.get('map');
  const field = document.querySelector<HTMLInputElement>('#find');
  if (!map || !plot || !field) return;
  const says = document.querySelector('#found-says')!;
  const list = document.querySelector<HTMLElement>('#found')!;
  document.querySelector<HTMLElement>('#search')!.hidden = false;

  const search = (): void => {
    const found = findPoints(map, field.value);
    plots.show({ found }, ['map']);
    says.textContent = found === undefined ? '' : sentence(map, found, field.value.trim());
    list.hidden = found === undefined || found.length === 0;
    // Those that there is something to see of come first.
    const seen = (place: number): number => (map.points[place]![4] === '' ? 1 : 0);
    const order = [...(found ?? []).keys()].sort((a, b) => seen(found![a]!) - seen(found![b]!));
    const items = order.slice(0, listed).map((dataIndex) => {
      const item = document.createElement('li');
      const button = thing(map, found![dataIndex]!);
      // Series 1 are the points that were found.
      const at = { seriesIndex: 1, dataIndex };
      const point = (): void => {
        plot.dispatchAction({ type: 'downplay', seriesIndex: 1 });
        plot.dispatchAction({ type: 'highlight', ...at });
        plot.dispatchAction({ type: 'showTip', ...at });
      };
      for (const event of ['focus', 'click', 'mouseenter']) button.addEventListener(event, point);
      button.addEventListener('blur', () => plot.dispatchAction({ type: 'hideTip' }));
      item.append(button);
      return item;
    });
    list.replaceChildren(...items);
  };
  const ask = (text: string): void => {
    field.value = text;
    search();
  };
  let wait: ReturnType<typeof setTimeout>;
  field.addEventListener('input', () => {
    clearTimeout(wait);
    wait = setTimeout(search, 150); // until the word is typed
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-class]')) {
    const label = map.labels[Number(button.dataset['class'])]!;
    button.addEventListener('click', () => ask(field.value === label ? '' : label));
  }
  plot.on('click', ({ value }) => ask(map.labels[(value as unknown as MapPlot['points'][number])[2]]!));
}

/** A thing that was found, by its picture, its class and the end of its name. */
function thing({ labels, points }: MapPlot, place: number): HTMLElement {
  const [, , label, name, picture] = points[place]!;
  const button = document.createElement('button');
  button.type = 'button';
  if (picture !== '') {
    const image = document.createElement('img');
    image.src = picture;
    image.alt = '';
    button.append(image);
  }
  const text = document.createElement('span');
  text.className = picture === '' ? 'words' : 'name';
  text.textContent = name === '' ? labels[label]! : `${labels[label]!}: ${name.split('/').slice(-2).join('/')}`;
  button.append(text);
  return button;
}

function sentence({ labels, points }: MapPlot, found: readonly number[], text: string): string {
  const all = points.length.toLocaleString('en-US');
  if (found.length === 0) return `Nothing on the map is called “${text}”.`;
  const classes = new Set(found.map((place) => points[place]![2]));
  const of = classes.size === 1 ? `class ${labels[[...classes][0]!]!}` : `${classes.size} classes`;
  const more = found.length > listed ? `; ${listed} of them are listed below the map` : '';
  return `“${text}”: ${found.length.toLocaleString('en-US')} of ${all} points, of ${of}${more}.`;
}
