import { interval } from './bootstrap.ts';
import type { Figure } from './figure.ts';

/** The first model's figure minus the second's, with its interval, and how often chance alone makes one as large. */
export type Difference = { readonly difference: Figure; readonly p: number };

/** The difference with the interval of its samples; `p` is twice the share of samples on the other side of 0. */
export function differenceOf(value: number, samples: Float64Array, confidence: number, n: number): Difference {
  const known = samples.filter((sample) => !Number.isNaN(sample));
  const share = (holds: (sample: number) => boolean) => (known.filter(holds).length + 1) / (known.length + 1);
  const p = Math.min(
    1,
    2 *
      Math.min(
        share((x) => x <= 0),
        share((x) => x >= 0),
      ),
  );
  return { difference: { value, ...interval(samples, confidence), n }, p };
}
