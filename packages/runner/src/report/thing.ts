import type { ReportItem } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';

/** A list of things on a page. */
export function things(list: readonly Html[]): Html {
  return html`<ul class="things">
    ${list}
  </ul>`;
}

/** One thing of a list: its picture or words, its name, and a line of what there is to say of it. */
export function thing(
  item: ReportItem,
  url: string,
  { says, asked = false }: { says?: string | undefined; asked?: boolean } = {},
): Html {
  const name = item.name ?? item.label;
  const shown = url === '' ? html`<span class="words">${name}</span>` : html`<img src="${url}" alt="${name}" />`;
  return html`<li title="${name}" ${asked ? html` class="asked"` : undefined}>
    ${shown} ${url !== '' && html`<span class="name">${shortName(name)}</span>`}
    ${says !== undefined && html`<small>${says}</small>`}
  </li>`;
}

/** The end of a path, which tells more than its beginning where there is little room. */
function shortName(name: string): string {
  return name.split('/').slice(-2).join('/');
}
