import { readFileSync } from 'node:fs';
import { shown } from '../paths.ts';

/**
 * The JSON in a file.
 *
 * @param advice what to do about one that is damaged
 * @throws {SyntaxError} It does not parse; names the file.
 */
export function readJson(path: string, advice = 'the file is damaged'): unknown {
  const text = readFileSync(path, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SyntaxError(`${shown(path)} is not JSON: ${(cause as Error).message}; ${advice}`, { cause });
  }
}
