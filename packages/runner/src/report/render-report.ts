import { createHash } from 'node:crypto';
import { bundlePage } from './bundle-page.ts';
import type { NextCommand, ReportContent, ReportFact } from './content.ts';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';
import { figuresSection, headlines } from './figures-section.ts';
import { mistakesSection } from './mistakes-section.ts';
import { plotData } from './plot-data.ts';
import { plotsSections } from './plots-sections.ts';
import { scriptJson } from './script-json.ts';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 28"><g fill-opacity=".8"><circle cx="14" cy="14" r="12" fill="#0072b2"/><circle cx="26" cy="14" r="12" fill="#e69f00"/></g></svg>';

/** The whole page as one string of HTML; the same content gives the same string. */
export async function renderReport(content: ReportContent): Promise<string> {
  const { script, style } = await bundlePage();
  const data = plotData(content);
  const raw = (text: string): Html => ({ html: text });
  // Whatever is in the content, only this script runs and nothing is fetched.
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${content.title}</title>
        <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" />
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <header>
            <p class="mark">${raw(icon.replace('<svg ', '<svg aria-hidden="true" '))} siamese</p>
            <h1>${content.title}</h1>
            ${content.summary !== undefined && html`<p class="summary">${content.summary}</p>`} ${headlines(content)}
          </header>
          ${factsSection(content.facts)} ${figuresSection(content)}
          ${plotsSections(data, content.unseenClasses ?? true)} ${mistakesSection(content)}
          ${nextSection(content.next ?? [])}
        </main>
        ${raw(`<script type="application/json" id="data">${scriptJson(data)}</script>`)}
        ${raw(`<script>${script}</script>`)}
      </body>
    </html> `.html;
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
