import type { Calibration, Encoder } from './encoder.ts';
import { dimensionsOf } from './encoder.ts';
import type { Head, HeadOf } from './heads/index.ts';

/** Two encoders and a head that says how likely two embeddings are the same; in a siamese a and b are one encoder. */
export type Comparator<A, B = A> = {
  a: Encoder<A>;
  b: Encoder<B>;
  head: Head;
  /** Set by `calibrate`. */
  calibration?: Calibration;
};

/**
 * Two encoders, one for each side, and a head over their embeddings.
 *
 * @param o.seed where the head's weights start (0 unless given)
 * @throws TypeError if the embeddings of a and b differ in length
 */
export function createComparator<A, B>(o: {
  a: Encoder<A>;
  b: Encoder<B>;
  head: HeadOf;
  seed?: number;
}): Comparator<A, B> {
  const dimensions = dimensionsOf(o.a);
  if (dimensionsOf(o.b) !== dimensions) {
    throw new TypeError(
      `createComparator: encoders a and b must give embeddings of one length, got ${dimensions} and ${dimensionsOf(o.b)}`,
    );
  }
  return { a: o.a, b: o.b, head: o.head({ dimensions, seed: o.seed ?? 0 }) };
}

/**
 * One encoder for both sides and a head over the two embeddings (Koch 2015, "Siamese Neural Networks for One-shot
 * Image Recognition").
 *
 * @param o.seed where the head's weights start
 */
export function createSiamese<Item>(o: { encoder: Encoder<Item>; head: HeadOf; seed: number }): Comparator<Item> {
  return createComparator({ a: o.encoder, b: o.encoder, head: o.head, seed: o.seed });
}
