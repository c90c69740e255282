import * as v from 'valibot';
import type { Json } from '@siamese/core';
import { parsePreparation as parseBy } from '@siamese/core/items';

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(4096));
const amount = (most: number) => v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(most)));
const share = amount(1);

const schema = v.strictObject({
  width: side,
  height: side,
  channels: v.picklist([1, 3]),
  fit: v.picklist(['contain', 'cover', 'stretch']),
  background: v.union([v.literal('border'), v.pipe(v.number(), v.minValue(0), v.maxValue(255))]),
  invert: v.boolean(),
  values: v.picklist(['unit', 'standardised']),
  augment: v.nullable(
    v.strictObject({
      flip: v.exactOptional(v.strictObject({ probability: share })),
      affine: v.exactOptional(
        v.strictObject({
          rotate: amount(180),
          scale: amount(10),
          stretch: amount(10),
          shear: amount(10),
          translate: share,
        }),
      ),
      thickness: v.exactOptional(v.strictObject({ amount: share })),
      light: v.exactOptional(v.strictObject({ brightness: share, contrast: amount(10) })),
      erase: v.exactOptional(v.strictObject({ probability: share, size: share })),
    }),
  ),
});

/**
 * Every constant of an image encoder's preparation, as it is kept in the model's folder.
 *
 * `values`: `unit` is 0 black to 1 white; `standardised` brings each picture to mean 0 and deviation 1 (at least
 * `1 / sqrt(its number of values)`), which evens out exposure. `invert` makes dark ink light. `augment` is null if there
 * was none, or a function that JSON can't hold.
 */
export type ImagePreparation = v.InferOutput<typeof schema>;

/**
 * Reads a preparation back from a model's JSON.
 *
 * @throws SyntaxError naming the field that is missing, unknown or out of range
 */
export function parsePreparation(json: Json): ImagePreparation {
  return parseBy(schema, json);
}
