import { count } from '../format.ts';
import { bundleStyle } from './bundle-page.ts';
import type { ReportItem } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { numberText } from './figure-text.ts';
import { keepPictures } from './keep-pictures.ts';
import { pageHtml } from './page-html.ts';
import { thing, things } from './thing.ts';

/** What the page of a clustering shows. */
export type GroupsContent = {
  readonly title: string;
  /** What items are called: `pictures`. */
  readonly one: string;
  readonly many: string;
  /** What made the groups, in words. */
  readonly how: string;
  /** How many items there are in all. */
  readonly total: number;
  /** The largest first; of each some items, the most typical first, and how many it has. */
  readonly groups: readonly { readonly size: number; readonly items: readonly ReportItem[] }[];
  readonly unsure: readonly {
    readonly item: ReportItem;
    readonly reason: 'too far' | 'ambiguous';
    /** The group it is nearest to, counted from 0, and its score there. */
    readonly nearest: { readonly group: number; readonly score: number } | undefined;
  }[];
  /** How many groups and unsure items there are in all, where not all are shown. */
  readonly groupCount: number;
  readonly unsureCount: number;
};

const reasons = { 'too far': 'like no group', ambiguous: 'between two groups' } as const;

/** A page of groups as pictures, and of what was unsure; it runs nothing and is under 5 MB. */
export async function renderGroups(content: GroupsContent): Promise<string> {
  const { title, one, many, groups, unsure } = content;
  const all = [...groups.flatMap(({ items }) => items), ...unsure.map(({ item }) => item)];
  const { pictures, pictureless } = keepPictures(all.map(({ picture }) => picture));
  let at = 0;
  const next = (item: ReportItem, says?: string): Html => thing(item, pictures[at++]!, { says });
  const sections = groups.map(({ size, items }, i) => {
    const id = `group-${i + 1}`;
    return html`<section aria-labelledby="${id}">
      <h2 id="${id}">Group ${i + 1} <small>${count(size, one, many)}</small></h2>
      ${things(items.map((item) => next(item)))} ${moreOf(size - items.length)}
    </section>`;
  });
  const apart =
    content.unsureCount > 0 &&
    html`<section aria-labelledby="unsure">
      <h2 id="unsure">Unsure <small>${count(content.unsureCount, one, many)}</small></h2>
      <p class="lead">
        In no group: too far from all of them, or as near to one as to another. A person had better look.
      </p>
      ${things(
        unsure.map(({ item, reason, nearest }) =>
          next(
            item,
            nearest === undefined || nearest.group >= groups.length
              ? reasons[reason]
              : `${reasons[reason]}; nearest ${nearest.group + 1} (${numberText(nearest.score, 2)})`,
          ),
        ),
      )}
      ${moreOf(content.unsureCount - unsure.length)}
    </section>`;
  const summary = `${count(content.total, one, many)}: ${count(content.groupCount, 'group')}, ${content.how}; ${content.unsureCount} unsure.`;
  return pageHtml({
    title,
    style: await bundleStyle(),
    head: html`<p class="summary">${summary}</p>`,
    body: html`${sections}
    ${content.groupCount > groups.length && html`<p class="more">and ${content.groupCount - groups.length} smaller groups</p>`}
    ${apart}
    ${pictureless > 0 && html`<p class="note">${pictureless} are shown by name, or the page would be too large.</p>`}`,
  });
}

function moreOf(left: number): Html | undefined {
  return left > 0 ? html`<p class="more">and ${left} more</p>` : undefined;
}
