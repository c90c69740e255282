/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mistakesShown, type Line, type MistakeKind } from '../mistakes-shown.ts';
import type { StopsPlot } from '../plot-data.ts';
import { thresholdWords } from '../threshold-words.ts';
import type { Plots } from './draw-plots.ts';

/** The slider: moves the line in the plots, the error rates, and which mistakes are shown. */
export function moveThreshold(stops: StopsPlot | undefined, plots: Plots): void {
  const slider = document.querySelector<HTMLInputElement>('#threshold');
  if (!stops || !slider) return;
  const back = document.querySelector<HTMLButtonElement>('#threshold-back')!;
  const says = document.querySelector('#threshold-says')!;
  document.querySelector<HTMLElement>('#threshold-control')!.hidden = false;
  // A reload may leave a slider where it was.
  slider.value = String(stops.start);

  let wait: ReturnType<typeof setTimeout>;
  const move = (): void => {
    const stop = Number(slider.value);
    const words = thresholdWords(stops, stop);
    for (const [key, text] of Object.entries(words)) {
      for (const place of document.querySelectorAll(`[data-words="${key}"]`)) place.textContent = text;
    }
    for (const place of document.querySelectorAll<HTMLElement>('[data-start]')) place.hidden = stop !== stops.start;
    slider.setAttribute('aria-valuetext', words.threshold);
    back.disabled = stop === stops.start;
    const line = { quantity: stops.quantity, threshold: stops.thresholds[stop]! };
    const shown = [...document.querySelectorAll<HTMLElement>('[data-mistakes]')].map((list) => showWrong(list, line));
    plots.show({ stop }, ['hills', 'roc', 'det']);
    clearTimeout(wait);
    // Once it stands still: whoever is told of every step of a slider hears none to its end.
    wait = setTimeout(() => {
      says.textContent = `${words.falseMatch} of different pairs are taken for the same, ${words.falseNonMatch} of same pairs are not recognised. Mistakes shown: ${shown.join(' and ')}.`;
    }, 500);
  };
  let asked = false;
  slider.addEventListener('input', () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      move();
    });
  });
  back.addEventListener('click', () => {
    slider.value = String(stops.start);
    move();
    slider.focus(); // a button that is switched off keeps no focus
  });
}

/** Shows those of a list that are wrong at a threshold, and says how many. */
function showWrong(list: HTMLElement, line: Line): number {
  const kind = list.dataset['mistakes'] as MistakeKind;
  const cards = [...list.querySelectorAll<HTMLElement>(':scope > li')];
  const scores = cards.map((card) => Number(card.dataset['score']));
  const shown = new Set(mistakesShown(scores, kind, line));
  cards.forEach((card, i) => (card.hidden = !shown.has(i)));
  list.hidden = shown.size === 0;
  document.querySelector<HTMLElement>(`[data-none="${kind}"]`)!.hidden = shown.size > 0;
  return shown.size;
}
