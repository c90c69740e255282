/** Which rows a filter lets through, 1 for each; undefined where all may be found. */
export function allowedRows(rows: number, filter: ((row: number) => boolean) | undefined): Uint8Array | undefined {
  return filter && Uint8Array.from({ length: rows }, (_, row) => (filter(row) ? 1 : 0));
}
