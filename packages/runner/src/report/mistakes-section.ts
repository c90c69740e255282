import type { Mistake, ReportContent, ReportItem } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { numberText } from './figure-text.ts';
import { dataUrlOf } from './picture.ts';
import { soundUrlOf } from './sound.ts';

const most = 24;

/** The pairs that the network gets most wrong, side by side. */
export function mistakesSection(content: ReportContent): Html | undefined {
  const { mistakes, items = [] } = content;
  if (!mistakes) return undefined;
  const quantity = content.scores?.quantity ?? 'score';
  const list = (pairs: readonly Mistake[], none: string) => {
    const cards = pairs.slice(0, most).flatMap((pair) => {
      const [a, b] = [items[pair.a], items[pair.b]];
      return a && b ? [card(a, b, pair, quantity)] : [];
    });
    return cards.length > 0
      ? html`<ul class="pairs">
          ${cards}
        </ul>`
      : html`<p class="muted">${none}</p>`;
  };
  return html`<section aria-labelledby="mistakes">
    <h2 id="mistakes">Where it goes wrong</h2>
    <p class="lead">
      The pairs of the test set that it is most wrong about. Many would make a person hesitate; where they would not,
      there is something to learn.
    </p>
    <h3>Different, but taken for the same</h3>
    ${list(mistakes.falseMatches, 'None: no pair of different things was taken for the same.')}
    <h3>The same, but not recognised</h3>
    ${list(mistakes.falseNonMatches, 'None: every pair of same things was recognised.')}
  </section>`;
}

function card(a: ReportItem, b: ReportItem, pair: Mistake, quantity: string): Html {
  const score = Number.isFinite(pair.score) ? `${quantity} ${numberText(pair.score, 3)}` : '';
  return html`<li>
    <div class="two">${[a, b].map(half)}</div>
    <small>${score}</small>
  </li>`;
}

function half(item: ReportItem): Html {
  const url = dataUrlOf(item.picture);
  const name = item.name ?? item.label;
  const shown = url ? html`<img src="${url}" alt="${name}" />` : html`<span class="words">${name}</span>`;
  const heard = soundUrlOf(item.sound);
  return html`<figure title="${name}">
    ${shown} ${heard !== '' && html`<audio controls preload="metadata" src="${heard}"></audio>`}
    <figcaption>${item.label}</figcaption>
  </figure>`;
}
