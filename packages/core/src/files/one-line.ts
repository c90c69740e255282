const longest = 120;

/** What a file holds as a message quotes it: in one line, and not all of it if it is long. */
export function oneLine(text: string): string {
  // Not \s alone: what a terminal takes for a command has no place in a message either.
  const plain = text.replaceAll(/[\s\p{Cc}]+/gu, ' ');
  return plain.length > longest ? `${plain.slice(0, longest - 3)}...` : plain;
}
