import * as v from 'valibot';
import { oneLine } from './one-line.ts';

/**
 * JSON from bytes, checked against a schema.
 *
 * @param file its name, as it appears in the message
 * @throws SyntaxError naming the file and, where it is JSON but not what was expected, the field
 */
export function parseJson<Schema extends v.GenericSchema>(
  bytes: Uint8Array,
  schema: Schema,
  file: string,
): v.InferOutput<Schema> {
  return checkJson(jsonFrom(bytes, file), schema, file, '; the file is damaged or not ours');
}

/**
 * JSON that was parsed, or will be written, checked against a schema.
 *
 * @param more what the message ends in
 * @throws SyntaxError as `parseJson` does
 */
export function checkJson<Schema extends v.GenericSchema>(
  value: unknown,
  schema: Schema,
  file: string,
  more = '',
): v.InferOutput<Schema> {
  const found = v.safeParse(schema, value);
  if (found.success) return found.output;
  const issue = deepest(found.issues);
  const field = v.getDotPath(issue);
  const what = field === null ? '' : `: field ${field}`;
  // A field too many is expected to be `never`; what is checked without an expectation (finite) says so by its type.
  const expected = issue.expected === 'never' ? 'left out' : (issue.expected ?? issue.type.replaceAll('_', ' '));
  const wrong = issue.received === 'undefined' ? 'is missing' : `must be ${expected}, got ${oneLine(issue.received)}`;
  throw new SyntaxError(`${file}${oneLine(what)} ${wrong}${more}`);
}

/** JSON from bytes; the message of its SyntaxError names the file. */
export function jsonFrom(bytes: Uint8Array, file: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const why = oneLine((cause as Error).message);
    throw new SyntaxError(`${file} is not JSON: ${why}; the file is damaged or cut short`, { cause });
  }
}

/** Of an issue with a union the one inside it that got furthest, else the first. */
function deepest(issues: readonly v.BaseIssue<unknown>[]): v.BaseIssue<unknown> {
  const first = issues[0]!;
  const inner = (first.issues ?? []).toSorted((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))[0];
  return inner === undefined ? first : deepest([inner]);
}
