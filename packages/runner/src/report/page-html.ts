import { createHash } from 'node:crypto';
import type { Html } from './escape-html.ts';
import { html } from './escape-html.ts';

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 28"><g fill-opacity=".8"><circle cx="14" cy="14" r="12" fill="#0072b2"/><circle cx="26" cy="14" r="12" fill="#e69f00"/></g></svg>';

/** What a page is put together from; style and script are put in as they are. */
export type PageParts = {
  readonly title: string;
  readonly style: string;
  /** Under the title. */
  readonly head?: Html | undefined;
  readonly body: Html;
  /** What the page runs, and the JSON it reads from the element `data`. */
  readonly script?: { readonly code: string; readonly data: string };
};

/** A whole page as one string of HTML: whatever is in it, only its own script runs and nothing is fetched. */
export function pageHtml({ title, style, head, body, script }: PageParts): string {
  const raw = (text: string): Html => ({ html: text });
  const allowed =
    script === undefined ? "'none'" : `'sha256-${createHash('sha256').update(script.code).digest('base64')}'`;
  const policy = `default-src 'none'; img-src data:; media-src data:; style-src 'unsafe-inline'; script-src ${allowed}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="data:image/svg+xml,${encodeURIComponent(icon)}" />
        ${raw(`<style>${style}</style>`)}
      </head>
      <body>
        <main>
          <header>
            <p class="mark">${raw(icon.replace('<svg ', '<svg aria-hidden="true" '))} siamese</p>
            <h1>${title}</h1>
            ${head}
          </header>
          ${body}
        </main>
        ${script !== undefined && raw(`<script type="application/json" id="data">${script.data}</script>`)}
        ${script !== undefined && raw(`<script>${script.code}</script>`)}
      </body>
    </html> `.html;
}
