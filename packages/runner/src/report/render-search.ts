import { bundleStyle } from './bundle-page.ts';
import type { ReportItem } from './content.ts';
import { html } from './escape-html.ts';
import { numberText } from './figure-text.ts';
import { keepPictures } from './keep-pictures.ts';
import { pageHtml } from './page-html.ts';
import { thing, things } from './thing.ts';

/** What the page of a search shows. */
export type SearchContent = {
  readonly title: string;
  readonly queries: readonly ReportItem[];
  /** For each query what was found, best first. */
  readonly hits: readonly (readonly { readonly item: ReportItem; readonly score: number }[])[];
  /** From here on a score means the same, if the model knows. */
  readonly threshold: number | undefined;
};

/** A page of queries, each beside what is most alike; it runs nothing and is under 5 MB. */
export async function renderSearch({ title, queries, hits, threshold }: SearchContent): Promise<string> {
  const rows = queries.map((query, i) => [query, ...hits[i]!.map(({ item }) => item)]);
  const { pictures } = keepPictures(rows.flat().map(({ picture }) => picture));
  let at = 0;
  const sections = queries.map((query, i) => {
    const id = `query-${i + 1}`;
    return html`<section aria-labelledby="${id}">
      <h2 id="${id}">${query.name ?? query.label}</h2>
      ${things([
        thing(query, pictures[at++]!, { says: 'looked for', asked: true }),
        ...hits[i]!.map(({ item, score }) => {
          const same = threshold === undefined ? '' : score >= threshold ? ', same' : ', not the same';
          return thing(item, pictures[at++]!, { says: `${numberText(score, 3)}${same}` });
        }),
      ])}
    </section>`;
  });
  const summary =
    threshold === undefined
      ? 'Best first, each with its score: larger is more alike.'
      : `Best first, each with its score: larger is more alike, and from ${numberText(threshold, 3)} on the model calls two the same.`;
  return pageHtml({
    title,
    style: await bundleStyle(),
    head: html`<p class="summary">${summary}</p>`,
    body: html`${sections}`,
  });
}
