import * as v from 'valibot';
import { dimensionsOf, type Encoder } from '../encoder.ts';
import type { Json } from '../json.ts';
import { sameSketch, weightsSketch } from './weights-sketch.ts';

const finite = v.pipe(v.number(), v.finite());

/** What a file of a gallery says of an encoder. */
export const origin = v.strictObject({
  modality: v.string(),
  preparation: v.custom<Json>((value) => value !== undefined, 'JSON'),
  distance: v.string(),
  normalize: v.boolean(),
  weights: v.array(finite),
});

/** What tells an encoder from another: how it prepares and compares, and a sketch of its weights. */
export type Origin = v.InferOutput<typeof origin>;

/** What tells this encoder from another. */
export async function originOf({ model, modality, preparation, distance, normalize }: Encoder<never>): Promise<Origin> {
  return { modality, preparation, distance: distance.name, normalize, weights: await weightsSketch(model) };
}

/**
 * Throws unless the encoder is the one that a file was made with.
 *
 * @throws RangeError naming the file and what differs
 */
export async function checkOrigin(
  encoder: Encoder<never>,
  dimensions: number,
  from: Origin,
  file: string,
): Promise<void> {
  const is = await originOf(encoder);
  const differs = (['modality', 'distance', 'normalize', 'preparation'] as const).find(
    (field) => canonical(is[field]) !== canonical(from[field]),
  );
  const found =
    differs !== undefined
      ? `its ${differs} was ${canonical(from[differs])}, not ${canonical(is[differs])}`
      : dimensionsOf(encoder) !== dimensions
        ? `its embeddings had ${dimensions} dimensions, not ${dimensionsOf(encoder)}`
        : !sameSketch(from.weights, is.weights)
          ? 'its weights were others'
          : undefined;
  if (found !== undefined) {
    throw new RangeError(`${file} was enrolled with another model: ${found}; load that model, or enrol anew`);
  }
}

/** JSON whose keys are in order, so that equal values give equal text. */
function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner: Json) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
