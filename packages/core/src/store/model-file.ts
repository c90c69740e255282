import * as v from 'valibot';
import type { Json } from '../json.ts';
import { jsonFrom, parseJson } from '../files/index.ts';

/** The version of the folder that is written; folders of a newer version are refused. */
export const formatVersion = 1;

/** The file that makes a folder a model. */
export const modelFileName = 'siamese.json';

const finite = v.pipe(v.number(), v.finite());
const rate = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const share = v.pipe(v.number(), v.gtValue(0), v.ltValue(1));
const json = v.custom<Json>((value) => value !== undefined, 'JSON');

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const pairsOfEach = { same: count, different: count };

const scoreCalibration = v.variant('kind', [
  v.strictObject({ kind: v.literal('platt'), slope: finite, intercept: finite, ...pairsOfEach }),
  v.pipe(
    v.strictObject({
      kind: v.literal('isotonic'),
      scores: v.pipe(v.array(finite), v.minLength(1), v.readonly()),
      probabilities: v.pipe(v.array(rate), v.readonly()),
      ...pairsOfEach,
    }),
    v.check(
      ({ scores, probabilities }) =>
        scores.length === probabilities.length && scores.every((score, i) => i === 0 || score > scores[i - 1]!),
      'rising scores with a probability for each',
    ),
  ),
]);

const calibration = v.strictObject({
  threshold: finite,
  target: v.string(),
  far: rate,
  frr: rate,
  measuredOn: v.string(),
  pairs: count,
  probability: v.exactOptional(v.strictObject({ curve: scoreCalibration, prior: share })),
});

const side = v.strictObject({
  modality: v.pipe(v.string(), v.nonEmpty()),
  preparation: json,
  distance: v.string(),
  normalize: v.boolean(),
  calibration: v.exactOptional(calibration),
});

const figure = v.strictObject({
  value: finite,
  low: v.exactOptional(finite),
  high: v.exactOptional(finite),
  n: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

const schema = v.strictObject({
  format: v.literal(formatVersion),
  kind: v.picklist(['encoder', 'siamese', 'comparator']),
  encoders: v.strictObject({
    encoder: v.exactOptional(side),
    a: v.exactOptional(side),
    b: v.exactOptional(side),
  }),
  head: v.nullable(json),
  calibration: v.nullable(calibration),
  metrics: v.record(v.string(), figure),
  trainedOn: v.nullable(v.string()),
});

/** What `siamese.json` holds. */
export type ModelFile = v.InferOutput<typeof schema>;

/** What `siamese.json` holds of one encoder. */
export type ModelFileEncoder = v.InferOutput<typeof side>;

/**
 * Reads `siamese.json`.
 *
 * @param file its name, as it appears in the message
 * @throws SyntaxError naming the file and the field if it is damaged
 * @throws RangeError if a newer version of this library wrote it
 */
export function parseModelFile(bytes: Uint8Array, file: string): ModelFile {
  const found = jsonFrom(bytes, file);
  const format = (found as { format?: unknown } | null)?.format;
  if (typeof format === 'number' && format > formatVersion) {
    throw new RangeError(
      `${file} has format ${format}, this version reads up to ${formatVersion}: update @siamese/core to read it`,
    );
  }
  const model = parseJson(bytes, schema, file);
  const { encoder, a, b } = model.encoders;
  const expected = model.kind === 'comparator' ? a && b && !encoder : encoder && !a && !b;
  if (!expected || (model.kind === 'encoder') !== (model.head === null)) {
    throw new SyntaxError(
      `${file}: field encoders and head must be those of a ${model.kind}; the file is damaged or not ours`,
    );
  }
  return model;
}

/**
 * The bytes of `siamese.json`, checked as they will be on reading.
 *
 * @throws SyntaxError if a value has no place in it (a metric that is NaN, a preparation that is undefined)
 */
export function modelFileBytes(model: ModelFile): Uint8Array {
  const bytes = new TextEncoder().encode(`${JSON.stringify(model, null, 2)}\n`);
  parseModelFile(bytes, modelFileName);
  return bytes;
}
