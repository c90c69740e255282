import * as v from 'valibot';
import type { Json } from '@siamese/core';
import { parsePreparation as parseBy } from '@siamese/core/items';
import type { Augmentation } from '../augment/index.ts';
import type { Channel } from '../decode/sound.ts';
import { descriptorNames } from '../front-end/descriptors.ts';
import type { FrontEnd } from '../front-end/front-end.ts';

const number = (low: number, high: number) => v.pipe(v.number(), v.minValue(low), v.maxValue(high));
const whole = (low: number, high: number) => v.pipe(number(low, high), v.integer());
const optional = (low: number, high: number) => v.exactOptional(number(low, high));
const share = optional(0, 1);
const range = (low: number, high: number) =>
  v.exactOptional(
    v.pipe(
      v.strictTuple([number(low, high), number(low, high)]),
      v.check(([least, most]) => least <= most, 'the first is above the second'),
    ),
  );

const sampleRate = whole(1000, 768_000);
const samples = whole(1, 2 ** 20);

const mel = v.pipe(
  v.strictObject({
    kind: v.literal('mel'),
    sampleRate,
    fft: whole(2, 2 ** 16),
    window: samples,
    hop: samples,
    edges: v.picklist(['reflect', 'zero', 'none']),
    dropLast: v.boolean(),
    power: v.picklist([1, 2]),
    mels: whole(1, 1024),
    lowest: number(0, 384_000),
    highest: number(0, 384_000),
    scale: v.picklist(['slaney', 'htk']),
    height: v.picklist(['area', 'peak']),
    preEmphasis: number(0, 1),
    log: v.nullable(
      v.strictObject({
        base: v.picklist(['e', '10']),
        floor: v.pipe(v.number(), v.minValue(2 ** -1022), v.finite()),
        added: number(0, 1e6),
        range: v.nullable(number(0, 1000)),
        offset: v.pipe(v.number(), v.finite()),
        scale: v.pipe(v.number(), v.finite()),
      }),
    ),
    normalise: v.picklist(['none', 'perBand', 'all']),
  }),
  v.check(({ window, fft }) => window <= fft, 'the window is longer than fft'),
  v.check(({ lowest, highest }) => lowest < highest, 'lowest is not below highest'),
  v.check(({ highest, sampleRate }) => highest <= sampleRate / 2, 'highest is above half of sampleRate'),
);

const frontEnd = v.variant('kind', [
  mel,
  v.strictObject({ kind: v.literal('wave'), sampleRate }),
  v.strictObject({
    kind: v.literal('descriptors'),
    sampleRate,
    window: v.pipe(
      whole(64, 2 ** 16),
      v.check((size) => (size & (size - 1)) === 0, 'no power of two'),
    ),
    hop: samples,
    descriptors: v.pipe(v.array(v.picklist(descriptorNames)), v.minLength(1)),
    mfccs: whole(1, 26),
    normalise: v.picklist(['none', 'perBand']),
  }),
]);

const schema = v.strictObject({
  frontEnd,
  channel: v.union([v.literal('mean'), whole(0, 255)]),
  seconds: v.nullable(number(0.1, 86_400)),
  inference: v.picklist(['centre', 'whole']),
  windows: v.nullable(
    v.strictObject({
      overlap: number(0, 1),
      coverage: number(0, 1),
      most: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  ),
  longest: number(0.1, 86_400),
  trim: v.nullable(v.strictObject({ decibels: number(0, 200) })),
  loudness: v.nullable(number(-100, 20)),
  augment: v.nullable(
    v.strictObject({
      speed: v.exactOptional(v.strictObject({ amount: share })),
      shift: v.exactOptional(v.strictObject({ seconds: optional(0, 3600) })),
      room: v.exactOptional(v.strictObject({ probability: share, seconds: range(0.01, 10), direct: range(-30, 60) })),
      noise: v.exactOptional(
        v.strictObject({
          probability: share,
          snr: range(-50, 100),
          colour: v.exactOptional(v.picklist(['white', 'pink'])),
        }),
      ),
      band: v.exactOptional(
        v.strictObject({ probability: share, lowest: range(0, 384_000), highest: range(0, 384_000) }),
      ),
      gain: v.exactOptional(v.strictObject({ decibels: optional(0, 60) })),
      specAugment: v.exactOptional(
        v.strictObject({
          times: v.exactOptional(whole(0, 100)),
          time: share,
          bands: v.exactOptional(whole(0, 100)),
          band: share,
        }),
      ),
    }),
  ),
});

/** How a recording is cut into windows whose embeddings are averaged. */
export type Windows = {
  /** The share of a window that the next one repeats, 0 to below 1. */
  readonly overlap: number;
  /** The share of the last window that must be sound, or it is left away; never the only one. */
  readonly coverage: number;
  /** Windows of one recording at most; of a longer one they are spread evenly, so that memory is bounded. */
  readonly most: number;
};

/** Every constant of an audio encoder's preparation, as it is kept in the model's folder. */
export type AudioPreparation = {
  /** Which features, all constants of them. */
  readonly frontEnd: FrontEnd;
  /** Of many channels: their mean, or the one of this index (0 the first). */
  readonly channel: Channel;
  /** Seconds of a crop: at random in training, see `inference` otherwise; null: whole recordings always. */
  readonly seconds: number | null;
  /** What is taken without `random`: the middle `seconds`, or the whole recording. */
  readonly inference: 'centre' | 'whole';
  /** The windows that an encoder cuts the whole recording into; null: none. */
  readonly windows: Windows | null;
  /** Seconds that a recording may last where all of it is needed. */
  readonly longest: number;
  /** Silence at both ends is cut: what is more decibels below the loudest frame; null: nothing is cut. */
  readonly trim: { readonly decibels: number } | null;
  /** Root mean square that every crop is brought to, in dB of full scale; null: as it is. */
  readonly loudness: number | null;
  /** What is varied in training; null: nothing, or functions that JSON can't hold. */
  readonly augment: Augmentation | null;
};

/**
 * Reads a preparation back from a model's JSON.
 *
 * @throws SyntaxError naming the field that is missing, unknown or out of range
 */
export function parsePreparation(json: Json): AudioPreparation {
  return parseBy(schema, json);
}
