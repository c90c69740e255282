import { capitalised } from '../words.ts';
import type { ReportContent } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { figureText, intervalText } from './figure-text.ts';

/** The first three figures, large. */
export function headlines({ figures, baselineName = 'raw pixels' }: ReportContent): Html | undefined {
  const shown = figures.filter(({ value }) => Number.isFinite(value)).slice(0, 3);
  if (shown.length === 0) return undefined;
  return html`<dl class="headlines">
    ${shown.map(
      (figure) =>
        html`<div>
          <dt>${figure.name}</dt>
          <dd class="big">${figureText(figure, figure.value)}</dd>
          ${
            Number.isFinite(figure.baseline) &&
            html`<dd class="muted">${baselineName} ${figureText(figure, figure.baseline)}</dd>`
          }
        </div>`,
    )}
  </dl>`;
}

/** Every figure with its interval, the baseline, and its sentence. */
export function figuresSection({ figures, notes = [], baselineName = 'raw pixels' }: ReportContent): Html | undefined {
  const baselineHeading = capitalised(baselineName);
  if (figures.length === 0 && notes.length === 0) return undefined;
  return html`<section aria-labelledby="figures">
    <h2 id="figures">The figures</h2>
    <p class="lead">
      Measured on things that the network has not seen in training. The interval holds the true value 95 times in 100;
      ${baselineName} are what you get without any network.
    </p>
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Figure</th>
          <th scope="col" class="n">Network</th>
          <th scope="col" class="n">95 % interval</th>
          <th scope="col" class="n">${baselineHeading}</th>
          <th scope="col">In plain words</th>
        </tr>
      </thead>
      <tbody>
        ${figures.map(
          (figure) =>
            html`<tr>
              <th scope="row">
                ${figure.name}<small>${figure.better === 'smaller' ? 'lower is better' : 'higher is better'}</small>
              </th>
              <td class="n strong" data-name="Network">${figureText(figure, figure.value)}</td>
              <td class="n" data-name="95 % interval">${intervalText(figure) || '–'}</td>
              <td class="n" data-name="${baselineHeading}">
                ${Number.isFinite(figure.baseline) ? figureText(figure, figure.baseline) : '–'}
              </td>
              <td class="words">${figure.sentence}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
  </section>`;
}
