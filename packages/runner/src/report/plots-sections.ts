import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import type { PlotData } from './plot-data.ts';

/** The plots' headings, places and explanations; the page's script draws into `[data-plot]`. */
export function plotsSections(data: PlotData, unseenClasses: boolean): Html[] {
  const { learning, scores, errors, map } = data;
  const quantity = scores?.quantity ?? 'score';
  return [
    learning.length > 0 &&
      section(
        'learning',
        'How it learned',
        'Each step shows the network one batch of examples. The curve falls while it learns, and flattens when there is little left to learn.',
        html`<div class="plots">
          ${learning.map(({ quantity }, i) => plot(`learning-${i}`, `Curve of the ${quantity} over the training steps`, quantity))}
        </div>`,
      ),
    scores &&
      section(
        'hills',
        'Same or different',
        `How alike two things look to the network. The further apart the two hills, the better it can tell. ${
          scores.threshold === undefined
            ? ''
            : `It says “same” ${quantity === 'score' ? 'right' : 'left'} of the dashed line, which was set on other ${unseenClasses ? 'classes' : 'examples'} than these.`
        }`,
        plot(
          'hills',
          `Two histograms of the ${quantity}: of pairs of the same class and of pairs of different classes`,
          'share of the pairs',
        ),
      ),
    errors &&
      section(
        'errors',
        'The two ways of being wrong',
        'It can take two different things for the same (a false match), or fail to recognise the same thing (a false non-match). Being stricter trades one for the other; the curves show every trade it offers.',
        html`<div class="plots">
          ${[
            plot(
              'roc',
              'ROC curve: rate of true matches over rate of false matches',
              'ROC: the closer to the top left corner, the better',
            ),
            plot(
              'det',
              'DET curve: rate of false non-matches over rate of false matches, on normal-deviate axes',
              'DET: the closer to the bottom left corner, the better; the dot is where both errors are equal',
            ),
          ]}
        </div>`,
      ),
    map &&
      section(
        'map',
        'A map of what it has never seen',
        `Each point is one thing ${unseenClasses ? 'of a class ' : ''}that was not in the training. Things that look alike to the network lie close together: every class should be an island of its own. Point at one to see it.`,
        html`<p class="chooser">
            <label for="class">Show one class</label>
            <select id="class">
              <option value="">all ${map.labels.length}</option>
              ${map.labels.map((label, i) => html`<option value="${i}">${label}</option>`)}
            </select>
          </p>
          ${plot('map', `Map of ${map.points.length} embeddings of ${map.labels.length} classes, laid out by UMAP`)}${
            map.pictureless > 0 &&
            html`<p class="note">${map.pictureless} points show no picture, to keep this file small.</p>`
          }`,
      ),
  ].filter((part) => typeof part === 'object');
}

function section(id: string, heading: string, lead: string, body: Html): Html {
  return html`<section aria-labelledby="${id}-heading">
    <h2 id="${id}-heading">${heading}</h2>
    <p class="lead">${lead}</p>
    ${body}
  </section>`;
}

function plot(name: string, description: string, caption?: string): Html {
  return html`<figure class="plot">
    ${caption !== undefined && html`<figcaption>${caption}</figcaption>`}
    <div data-plot="${name}" role="img" aria-label="${description}"></div>
  </figure>`;
}
