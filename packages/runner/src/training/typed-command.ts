/** The command as it was typed, to stand beside a result. */
export function typedCommand(starts: string): string {
  const typed = process.argv.slice(2).map((part) => (/[^\w./\\:@=,+-]/.test(part) ? `"${part}"` : part));
  const start = starts.replace(/ --$/, '');
  return [start, ...(typed.length > 0 ? ['--', ...typed] : [])].join(' ');
}
