import type { Labelled } from '@siamese/core';
import { checkInRange } from '@siamese/core/check';
import { resample } from '../resample/resample.ts';
import type { Waveform } from '../waveform.ts';
import { between, type Augment } from './batch.ts';

/** Rates are whole numbers: the ratio is rounded to thousandths. */
const parts = 1000;

/** Samples played `factor` times as fast, pitch and all. */
export function atSpeed(samples: Float32Array, factor: number): Float32Array {
  return resample(samples, Math.round(parts * factor), parts);
}

/**
 * Plays crops faster or slower, by a factor between `1 / (1 + amount)` and `1 + amount` in steps of a hundredth.
 *
 * @param o.amount 0.05 unless given: much more, and it is another speaker (see `speedSpeakers`)
 * @throws RangeError if it is not between 0 and 1
 */
export function speed({ amount = 0.05 }: { readonly amount?: number } = {}): Augment {
  checkInRange(amount, 0, 1, 'speed: amount');
  return {
    onSamples({ samples }, random) {
      const factor = (1 + amount) ** between(-1, 1, random);
      // Few different ratios, as each has its own weights.
      return atSpeed(samples, Math.round(100 * factor) / 100);
    },
  };
}

/**
 * More speakers out of those that are there: every recording also at other speeds, under labels of their own
 * (`ada at 0.9`), as somebody with a longer or shorter throat.
 *
 * Reference: Yamamoto et al. 2019, "Speaker Augmentation and Bandwidth Extension for Deep Speaker Embedding".
 *
 * @param factors the other speeds, 0.9 and 1.1 unless given
 * @throws RangeError if a factor is not between 0.5 and 2, or is 1
 */
export function speedSpeakers(data: Labelled<Waveform>, factors: readonly number[] = [0.9, 1.1]): Labelled<Waveform> {
  for (const factor of factors) {
    checkInRange(factor, 0.5, 2, 'speedSpeakers: each factor');
    if (factor === 1) throw new RangeError('speedSpeakers: each factor must be other than 1, which is there already');
  }
  const others = factors.flatMap((factor) =>
    data.items.map((item) => ({ ...item, samples: atSpeed(item.samples, factor) })),
  );
  const marked = (texts: readonly string[]) => [
    ...texts,
    ...factors.flatMap((factor) => texts.map((text) => `${text} at ${factor}`)),
  ];
  return {
    items: [...data.items, ...others],
    labels: marked(data.labels),
    ...(data.groups === undefined ? {} : { groups: [data.groups, ...factors.map(() => data.groups!)].flat() }),
  };
}
