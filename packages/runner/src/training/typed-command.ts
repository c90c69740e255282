import { asTyped } from '../paths.ts';

/** The command as it was typed, to stand beside a result. */
export function typedCommand(starts: string): string {
  const typed = process.argv.slice(2).map(asTyped);
  const start = starts.replace(/ --$/, '');
  return [start, ...(typed.length > 0 ? ['--', ...typed] : [])].join(' ');
}
