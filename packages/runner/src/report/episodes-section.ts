import type { Episode, ReportContent, ReportItem } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { figureText } from './figure-text.ts';
import { dataUrlOf } from './picture.ts';

/** Some trials of the 1-shot figure: what was asked, among what, and which was taken. */
export function episodesSection({ episodes, items = [] }: ReportContent): Html | undefined {
  if (!episodes || episodes.first.length === 0) return undefined;
  const { ways, trials, right, first, wrong } = episodes;
  const whole = (value: number): string => value.toLocaleString('en-US');
  const list = (some: readonly Episode[]): Html =>
    html`<ol class="episodes">
      ${some.flatMap((episode) => shown(episode, items) ?? [])}
    </ol>`;
  return html`<section aria-labelledby="episodes">
    <h2 id="episodes">One example each</h2>
    <p class="lead">
      ${ways}-way 1-shot: it is shown one example of each of ${ways} classes, and says which of them the one in question
      is most like. Of ${whole(trials)} trials, drawn by chance, ${figureText({}, right / trials)} were right: that is
      the figure above.
    </p>
    <h3>The first ${first.length} trials</h3>
    ${list(first)}
    ${
      wrong.length > 0 &&
      html`<h3>The first${first.some(isWrong) ? ' others' : ''} that went wrong</h3>
        ${list(wrong)}`
    }
  </section>`;
}

function isWrong({ answer, chosen }: Episode): boolean {
  return answer !== chosen;
}

function shown(episode: Episode, items: readonly ReportItem[]): Html | undefined {
  const { answer, chosen } = episode;
  const query = items[episode.query];
  const candidates = episode.candidates.map((place) => items[place]);
  if (query === undefined || candidates.some((item) => item === undefined)) return undefined;
  const known = candidates as ReportItem[];
  const verdict = isWrong(episode)
    ? html`<b class="wrong">✗ Wrong:</b> it took ${known[chosen]!.label}, but this is ${known[answer]!.label}.`
    : html`<b class="right">✓ Right:</b> it is ${known[chosen]!.label}.`;
  return html`<li>
    <p>${verdict}</p>
    <div class="episode">
      ${pictured(query, 'in question', 'query')}
      <ul>
        ${known.map((item, place) => {
          const says = place === chosen ? `${place === answer ? '✓' : '✗'} taken` : place === answer && 'answer';
          const marks = [place === chosen && 'chosen', place === answer && 'answer'].filter(Boolean).join(' ');
          return html`<li class="${marks}">${pictured(item, says)}</li>`;
        })}
      </ul>
    </div>
  </li>`;
}

/** An item by its picture or its name, and what there is to say of it. */
function pictured(item: ReportItem, says: string | false, kind = ''): Html {
  const url = dataUrlOf(item.picture);
  const name = item.label;
  const picture = url
    ? html`<img src="${url}" alt="${name}" />`
    : html`<span class="words">${item.name ?? name}</span>`;
  return html`<figure class="${kind}" title="${item.name ?? name}">
    ${picture}${says !== false && html`<figcaption>${says}</figcaption>`}
  </figure>`;
}
