import * as v from 'valibot';
import type { Json } from '@siamese/core';
import { type AudioPreparation, parsePreparation } from '../preparation/preparation.ts';
import type { Windows } from './windows.ts';

/** What an audio encoder keeps of how it prepares recordings: the preparation, and the windows at inference if any. */
export type EncoderPreparation = AudioPreparation & { readonly windows: Windows | null };

const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

const schema = v.looseObject({
  windows: v.nullable(
    v.strictObject({ overlap: share, coverage: share, most: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  ),
});

/**
 * Reads what an encoder keeps back from a model's JSON.
 *
 * @throws SyntaxError naming the field that is missing, unknown or out of range
 */
export function parseEncoderPreparation(json: Json): EncoderPreparation {
  const found = v.safeParse(schema, json);
  if (!found.success) {
    const [issue] = found.issues;
    const path = v.getDotPath(issue);
    throw new SyntaxError(
      `parseEncoderPreparation: preparation${path ? `.${path}` : ''} is wrong (${issue.message}); ` +
        'the model was made by another version or by hand, train or save it again',
    );
  }
  const { windows, ...rest } = found.output;
  return { ...parsePreparation(rest as Json), windows };
}
