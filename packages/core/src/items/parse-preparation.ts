import * as v from 'valibot';
import type { Json } from '../json.ts';

/**
 * Reads what an encoder keeps of how it prepares items back from a model's JSON.
 *
 * @param schema of the modality
 * @throws SyntaxError naming the field that is missing, unknown or out of range
 */
export function parsePreparation<Schema extends v.GenericSchema>(schema: Schema, json: Json): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue);
  throw new SyntaxError(
    `parsePreparation: preparation${path === null ? '' : `.${path}`} is wrong (${issue.message}); ` +
      'the model was made by another version or by hand, train or save it again',
  );
}
