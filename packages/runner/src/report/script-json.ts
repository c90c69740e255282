/**
 * JSON that can stand in a script element: nothing in it ends the element or a line of script (`</script`, `<!--`, U+2028, U+2029).
 * What JSON has no word for (NaN, infinity) becomes null.
 */
export function scriptJson(value: unknown): string {
  const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '\u2028': '\\u2028', '\u2029': '\\u2029' };
  return JSON.stringify(value).replaceAll(/[<\u2028\u2029]/g, (character) => escapes[character]!);
}
