const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that is already safe: `html` escapes everything else that is put into it. */
export type Html = { readonly html: string };

/** A template whose values are escaped, for text and for quoted attributes; arrays of `Html` are joined. */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return { html: strings.reduce((before, string, i) => before + valueHtml(values[i - 1]) + string) };
}

type HtmlValue = string | number | Html | readonly Html[] | undefined | false;

function valueHtml(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return 'html' in value ? value.html : value.map((part) => part.html).join('\n');
}

export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!);
}
