import type { Mistake, ReportContent, ReportItem } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { numberText } from './figure-text.ts';
import { firstLine, mistakesShown, type Line, type MistakeKind } from './mistakes-shown.ts';
import { dataUrlOf } from './picture.ts';
import { soundUrlOf } from './sound.ts';

/** The pairs that the network gets wrong, side by side; those that it does not at the first threshold are hidden. */
export function mistakesSection(content: ReportContent): Html | undefined {
  const { mistakes, items = [], scores, stops } = content;
  if (!mistakes) return undefined;
  const quantity = scores?.quantity ?? 'score';
  const line = firstLine(content);
  return html`<section aria-labelledby="mistakes">
    <h2 id="mistakes">Where it goes wrong</h2>
    <p class="lead">
      Pairs of the test set that it is wrong about at the threshold${stops === undefined ? '' : ' above'}, from the
      worst to those only just wrong. Many would make a person hesitate; where they would not, there is something to
      learn.
    </p>
    <h3>Different, but taken for the same</h3>
    ${list(mistakes.falseMatches, items, 'falseMatch', line, {
      quantity,
      none: 'None: no pair of different things was taken for the same.',
    })}
    <h3>The same, but not recognised</h3>
    ${list(mistakes.falseNonMatches, items, 'falseNonMatch', line, {
      quantity,
      none: 'None: every pair of same things was recognised.',
    })}
  </section>`;
}

function list(
  mistakes: readonly Mistake[],
  items: readonly ReportItem[],
  kind: MistakeKind,
  line: Line | undefined,
  { quantity, none }: { readonly quantity: string; readonly none: string },
): Html {
  const pairs = mistakes.flatMap((mistake) => {
    const [a, b] = [items[mistake.a], items[mistake.b]];
    return a && b && Number.isFinite(mistake.score) ? [{ a, b, score: mistake.score }] : [];
  });
  const shown = new Set(
    mistakesShown(
      pairs.map(({ score }) => score),
      kind,
      line,
    ),
  );
  return html`<p class="muted" data-none="${kind}" ${shown.size > 0 && html`hidden`}>${none}</p>
    <ul class="pairs" data-mistakes="${kind}" ${shown.size === 0 && html`hidden`}>
      ${pairs.map(
        ({ a, b, score }, i) =>
          html`<li data-score="${score}" ${!shown.has(i) && html`hidden`}>
            <div class="two">${[a, b].map(half)}</div>
            <small>${quantity} ${numberText(score, 3)}</small>
          </li>`,
      )}
    </ul>`;
}

function half(item: ReportItem): Html {
  const url = dataUrlOf(item.picture);
  const name = item.name ?? item.label;
  const shown = url ? html`<img src="${url}" alt="${name}" />` : html`<span class="words">${name}</span>`;
  const heard = soundUrlOf(item.sound);
  return html`<figure title="${name}">
    ${shown} ${heard !== '' && html`<audio controls preload="metadata" src="${heard}" aria-label="${name}"></audio>`}
    <figcaption>${item.label}</figcaption>
  </figure>`;
}
