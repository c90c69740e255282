/** A row of CSV: fields in quotes where they hold a comma, a quote or a line end (RFC 4180); a line feed ends it. */
export function csvLine(fields: readonly string[]): string {
  // An empty field alone on its line would be an empty line.
  const quoted = (field: string) => /[",\r\n]/.test(field) || (field === '' && fields.length === 1);
  return `${fields.map((field) => (quoted(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\n`;
}
