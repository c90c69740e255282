import type { ReportFact } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';

/** Facts by their names; code in a line of its own. */
export function factsList(facts: readonly ReportFact[]): Html {
  return html`<dl class="facts">
    ${facts.map(
      ({ name, value, code }) =>
        html`<div${code ? html` class="wide"` : undefined}><dt>${name}</dt><dd>${code ? html`<code>${value}</code>` : value}</dd></div>`,
    )}
  </dl>`;
}
