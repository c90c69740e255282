import type { Random } from '@siamese/core';
import { vowels } from './phones.ts';

/** A voice, whatever it says and however it is recorded. */
export type Speaker = {
  /** Mean pitch in Hz, and how far it moves within an utterance, as a share. */
  readonly pitch: number;
  readonly range: number;
  /** By how much each period's length and height differ from the last one's, as shares. */
  readonly jitter: number;
  readonly shimmer: number;
  /** The share of a period in which the glottis is open, and of that the share in which it opens. */
  readonly open: number;
  readonly rise: number;
  /** Where the glottal spectrum begins to fall, in Hz. */
  readonly tilt: number;
  /** Breath among the voice, as a share of its height. */
  readonly breath: number;
  /** Factors of the five resonances: of the length of the vocal tract, and of its shape. */
  readonly formants: readonly number[];
  /** Factors of the first two resonances in each vowel: an accent. */
  readonly accent: readonly (readonly [number, number])[];
  /** Factor of the resonances' widths. */
  readonly width: number;
  /** Hz around which this person hisses. */
  readonly hiss: number;
  /** Syllables a second. */
  readonly rate: number;
};

const spread = (random: Random, share: number): number => Math.exp(share * random.normal());

/** A random voice: half of them low with a long vocal tract, half of them high with a short one, with overlap. */
export function speaker(random: Random): Speaker {
  const high = random.float() < 0.5;
  const length = (high ? 1.14 : 1) * spread(random, 0.045);
  return {
    pitch: (high ? 195 : 120) * spread(random, 0.14),
    range: 0.06 + 0.16 * random.float(),
    jitter: 0.004 + 0.016 * random.float(),
    shimmer: 0.02 + 0.1 * random.float(),
    open: 0.45 + 0.3 * random.float(),
    rise: 0.6 + 0.2 * random.float(),
    tilt: 1500 * spread(random, 0.5),
    breath: 0.01 * spread(random, 0.8),
    formants: [0.05, 0.05, 0.055, 0.06, 0.06].map((share) => length * spread(random, share)),
    accent: vowels.map(() => [spread(random, 0.05), spread(random, 0.05)] as const),
    width: spread(random, 0.2),
    hiss: 4600 * spread(random, 0.15),
    rate: 4.6 * spread(random, 0.12),
  };
}
