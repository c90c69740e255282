import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import type { MapPlot } from './plot-data.ts';

/** With more classes than this a list of their colours helps nobody: there are 32 of colour and shape. */
const mostNamed = 32;

/** As on the map: `map-plot.ts` draws them. */
const shapes = ['●', '▲', '■', '◆'];

/** The field above the map that searches it, the classes by their colours, and what was found in words. */
export function mapSearch({ labels }: MapPlot): Html {
  return html`<div class="search" id="search" hidden>
      <label for="find">Find a class or a name</label>
      <input id="find" type="search" list="classes" autocomplete="off" spellcheck="false" />
      <datalist id="classes">${labels.map((label) => html`<option value="${label}"></option>`)}</datalist>
    </div>
    ${
      labels.length <= mostNamed &&
      html`<ul class="legend" aria-label="The classes on the map">
        ${labels.map(
          (label, i) =>
            html`<li>
              <button type="button" data-class="${i}">
                <span class="class-${i % 8}" aria-hidden="true">${shapes[Math.floor(i / 8) % 4]!}</span> ${label}
              </button>
            </li>`,
        )}
      </ul>`
    }
    <p class="says" role="status" aria-live="polite" id="found-says"></p>`;
}

/** Below the map: where what was found is listed. */
export const mapFound: Html = html`<ul class="things found" id="found" hidden></ul>`;
