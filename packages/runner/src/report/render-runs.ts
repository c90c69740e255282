import { bundlePage } from './bundle-page.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { factsList } from './facts-list.ts';
import { figureText, intervalText } from './figure-text.ts';
import { pageHtml } from './page-html.ts';
import { plotData, type LearningPlot } from './plot-data.ts';
import { learningPlots } from './plots-sections.ts';
import type { RunColumn, RunsContent, RunsFigure } from './runs-content.ts';
import { scriptJson } from './script-json.ts';

/** A page of runs side by side: figures, curves, and what each was; the same content gives the same string. */
export async function renderRuns(content: RunsContent): Promise<string> {
  const { title, runs, figures, notes = [], learning, baselineName } = content;
  const { script, style } = await bundlePage();
  const data = plotData({ title, facts: [], figures: [], learning });
  return pageHtml({
    title,
    style,
    head: html`<p class="summary">${runs.map(({ name }) => name).join(', ')}</p>`,
    body: html`${figuresOf(figures, runs, baselineName, notes)} ${curves(data.learning)} ${whatTheyWere(runs)}`,
    script: { code: script, data: scriptJson(data) },
  });
}

function figuresOf(
  figures: readonly RunsFigure[],
  runs: readonly RunColumn[],
  baselineName: string,
  notes: readonly string[],
): Html | undefined {
  if (figures.length === 0 && notes.length === 0) return undefined;
  return html`<section aria-labelledby="figures">
    <h2 id="figures">The figures</h2>
    <p class="lead">
      Means over the seeds of each run, with the 95 % interval and the same figure of ${baselineName}. The best of a row
      is marked where all were measured alike; a lead within the intervals may be chance.
    </p>
    ${
      figures.length > 0 &&
      html`<div class="scrolls" tabindex="0" role="region" aria-labelledby="figures">
        <table class="runs">
          <thead>
            <tr>
              <th scope="col">Figure</th>
              ${runs.map(({ name }) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${figures.map((figure) => row(figure, baselineName))}
          </tbody>
        </table>
      </div>`
    }
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
  </section>`;
}

function row(figure: RunsFigure, baselineName: string): Html {
  const { name, better, values } = figure;
  const best = bestOf(figure);
  return html`<tr>
    <th scope="row">
      ${name}${better !== undefined && html`<small>${better === 'smaller' ? 'lower is better' : 'higher is better'}</small>`}
    </th>
    ${values.map((value) => {
      if (value === undefined) return html`<td>–</td>`;
      const interval = intervalText({ ...figure, ...value });
      return html`<td>
        ${value.value === best ? html`<b>${figureText(figure, value.value)} ★<span class="unseen"> best</span></b>` : figureText(figure, value.value)}
        ${interval !== '' && html`<small>${interval}</small>`}
        ${value.baseline !== undefined && html`<small>${baselineName} ${figureText(figure, value.baseline)}</small>`}
      </td>`;
    })}
  </tr>`;
}

/** The best value of several that were measured alike and are not all equal. */
function bestOf({ better, alike, values }: RunsFigure): number | undefined {
  const known = values.flatMap((figure) => (figure && Number.isFinite(figure.value) ? [figure.value] : []));
  if (better === undefined || !alike || new Set(known).size < 2) return undefined;
  return better === 'smaller' ? Math.min(...known) : Math.max(...known);
}

function curves(learning: readonly LearningPlot[]): Html | undefined {
  if (learning.length === 0) return undefined;
  return html`<section aria-labelledby="learning">
    <h2 id="learning">How they learned</h2>
    <p class="lead">
      A curve for each training: the seeds of a run share its colour and dash. Losses can be compared only where runs
      make the same loss small.
    </p>
    ${learningPlots(learning)}
  </section>`;
}

function whatTheyWere(runs: readonly RunColumn[]): Html {
  return html`<section aria-labelledby="runs">
    <h2 id="runs">What was run</h2>
    ${runs.map(
      ({ name, facts }) =>
        html`<h3>${name}</h3>
          ${factsList(facts)}`,
    )}
  </section>`;
}
