import { bundlePage } from './bundle-page.ts';
import type { NextCommand, ReportContent, ReportFact } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { episodesSection } from './episodes-section.ts';
import { factsList } from './facts-list.ts';
import { figuresSection, headlines } from './figures-section.ts';
import { fitItems } from './fit-items.ts';
import { mistakesSection } from './mistakes-section.ts';
import { pageHtml } from './page-html.ts';
import { plotData, type PlotData } from './plot-data.ts';
import { plotsSections } from './plots-sections.ts';
import { scriptJson } from './script-json.ts';

/** Bytes of a page at most. */
const most = 4_990_000;

/** The whole page as one string of HTML, under 5 MB; the same content gives the same string. */
export async function renderReport(content: ReportContent): Promise<string> {
  const { script, style } = await bundlePage();
  const fitted = { ...content, items: fitItems(content) };
  const sides = html`${mistakesSection(fitted)} ${episodesSection(fitted)}`;
  const page = (data: PlotData): string =>
    pageHtml({
      title: content.title,
      style,
      head: html`${content.summary !== undefined && html`<p class="summary">${content.summary}</p>`}
      ${headlines(content)}`,
      body: html`${factsSection(content.facts)} ${figuresSection(content)}
      ${plotsSections(data, content.unseenClasses ?? true, sides)} ${nextSection(content.next ?? [])}`,
      script: { code: script, data: scriptJson(data) },
    });
  // The map's pictures get the room that is left.
  const room = most - Buffer.byteLength(page(plotData(content, 0)));
  return page(plotData(content, Math.max(0, room)));
}

function factsSection(facts: readonly ReportFact[]): Html | undefined {
  if (facts.length === 0) return undefined;
  return html`<section aria-labelledby="facts">
    <h2 id="facts">What was trained</h2>
    ${factsList(facts)}
  </section>`;
}

function nextSection(next: readonly NextCommand[]): Html | undefined {
  if (next.length === 0) return undefined;
  return html`<section aria-labelledby="next">
    <h2 id="next">What to try next</h2>
    <ul class="next">
      ${next.map(
        ({ command, what }) =>
          html`<li>
            <span>${what}</span>
            <pre tabindex="0"><code>${command}</code></pre>
          </li>`,
      )}
    </ul>
  </section>`;
}
