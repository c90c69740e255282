/** Writes lines to standard output. */
export function print(...lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${line}\n`);
}

/** Writes lines to standard error: what a program that reads standard output should not see. */
export function note(...lines: readonly string[]): void {
  for (const line of lines) process.stderr.write(`${line}\n`);
}
