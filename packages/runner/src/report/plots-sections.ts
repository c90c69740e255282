import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { mapFound, mapSearch } from './map-search.ts';
import type { PlotData } from './plot-data.ts';
import { thresholdControl } from './threshold-control.ts';

/**
 * The plots' headings, places and explanations; the page's script draws into `[data-plot]`.
 *
 * @param sides what stands side by side, which the threshold decides about
 */
export function plotsSections(data: PlotData, unseenClasses: boolean, sides: Html): Html[] {
  const { learning, scores, errors, stops, map } = data;
  const quantity = scores?.quantity ?? 'score';
  return [
    learning.length > 0 &&
      section(
        'learning',
        'How it learned',
        'Each step shows the network one batch of examples. The curve falls while it learns, and flattens when there is little left to learn.',
        learningPlots(learning),
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
        html`${plot(
          'hills',
          `Two histograms of the ${quantity}: of pairs of the same class and of pairs of different classes`,
          'share of the pairs',
        )}
        ${stops && thresholdControl(stops, quantity)}`,
      ),
    sides,
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
        `Each point is one thing ${unseenClasses ? 'of a class ' : ''}that was not in the training. Things that look alike to the network lie close together: every class should be an island of its own. Point at one to see it; search for a class or a name to see where it lies.`,
        html`${mapSearch(map)}
        ${plot('map', `Map of ${map.points.length} embeddings of ${map.labels.length} classes, laid out by UMAP`)}
        ${mapFound}
        ${
          map.pictureless > 0 &&
          html`<p class="note">${map.pictureless} points show no picture, to keep this file small.</p>`
        }`,
      ),
  ].filter((part) => typeof part === 'object');
}

/** The places of the curves over training steps, one plot for each quantity. */
export function learningPlots(learning: PlotData['learning']): Html {
  return html`<div class="plots">
    ${learning.map(({ quantity }, i) => plot(`learning-${i}`, `Curve of the ${quantity} over the training steps`, quantity))}
  </div>`;
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
