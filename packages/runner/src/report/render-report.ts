import { bundlePage } from './bundle-page.ts';
import type { NextCommand, ReportContent, ReportFact } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { figuresSection, headlines } from './figures-section.ts';
import { mistakesSection } from './mistakes-section.ts';
import { pageHtml } from './page-html.ts';
import { plotData } from './plot-data.ts';
import { plotsSections } from './plots-sections.ts';
import { scriptJson } from './script-json.ts';

/** The whole page as one string of HTML; the same content gives the same string. */
export async function renderReport(content: ReportContent): Promise<string> {
  const { script, style } = await bundlePage();
  const data = plotData(content);
  return pageHtml({
    title: content.title,
    style,
    head: html`${content.summary !== undefined && html`<p class="summary">${content.summary}</p>`} ${headlines(content)}`,
    body: html`${factsSection(content.facts)} ${figuresSection(content)}
    ${plotsSections(data, content.unseenClasses ?? true)} ${mistakesSection(content)} ${nextSection(content.next ?? [])}`,
    script: { code: script, data: scriptJson(data) },
  });
}

function factsSection(facts: readonly ReportFact[]): Html | undefined {
  if (facts.length === 0) return undefined;
  return html`<section aria-labelledby="facts">
    <h2 id="facts">What was trained</h2>
    <dl class="facts">
      ${facts.map(
        ({ name, value, code }) =>
          html`<div${code ? html` class="wide"` : undefined}><dt>${name}</dt><dd>${code ? html`<code>${value}</code>` : value}</dd></div>`,
      )}
    </dl>
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
