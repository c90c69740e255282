import type { MapPlot } from './plot-data.ts';

/**
 * The points of a map that a text asks for: of the class of that name, else those whose class or name has the text in it,
 * whatever the case and the accents.
 *
 * @returns their places, undefined for an empty text
 */
export function findPoints({ labels, points }: MapPlot, text: string): number[] | undefined {
  const wanted = plain(text);
  if (wanted === '') return undefined;
  const names = labels.map(plain);
  const exact = names.indexOf(wanted);
  const places: number[] = [];
  points.forEach(([, , label, name], place) => {
    const found = exact >= 0 ? names[label] === wanted : names[label]!.includes(wanted) || plain(name).includes(wanted);
    if (found) places.push(place);
  });
  return places;
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().trim();
}
