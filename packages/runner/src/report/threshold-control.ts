import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import type { StopsPlot } from './plot-data.ts';
import { thresholdWords } from './threshold-words.ts';

/** The slider over all thresholds, and the two error rates of the one it stands at; without a script only the rates. */
export function thresholdControl(stops: StopsPlot, quantity: 'score' | 'distance'): Html {
  const words = thresholdWords(stops, stops.start);
  const start = stops.calibrated ? 'the calibrated threshold' : 'where both errors are equally frequent';
  return html`<div class="threshold">
    <div class="controls" id="threshold-control" hidden>
      <label for="threshold">Move the threshold of the ${quantity}</label>
      <input
        id="threshold"
        type="range"
        min="0"
        max="${stops.thresholds.length - 1}"
        step="1"
        value="${stops.start}"
        aria-valuetext="${words.threshold}"
        aria-describedby="threshold-ends"
      />
      <p class="ends" id="threshold-ends"><span>lenient: more is called same</span> <span>strict: less is</span></p>
      <p><button type="button" id="threshold-back" disabled>Back to ${start}</button></p>
    </div>
    <p>At ${quantity} <b data-words="threshold">${words.threshold}</b><span data-start>, ${start}</span>:</p>
    <dl class="rates">
      ${[
        rate('Different, taken for the same', 'falseMatch', words.falseMatch, words.falseMatchOf),
        rate('Same, not recognised', 'falseNonMatch', words.falseNonMatch, words.falseNonMatchOf),
      ]}
    </dl>
    <p class="unseen" role="status" aria-live="polite" id="threshold-says"></p>
  </div>`;
}

function rate(name: string, key: string, value: string, of: string): Html {
  return html`<div class="${key}">
    <dt>${name}</dt>
    <dd class="big" data-words="${key}">${value}</dd>
    <dd class="muted" data-words="${key}Of">${of}</dd>
  </div>`;
}
