import type { ThresholdStops } from './content.ts';
import { figureText, numberText } from './figure-text.ts';

/** What a stop of the slider says. */
export type ThresholdWords = {
  readonly threshold: string;
  readonly falseMatch: string;
  readonly falseMatchOf: string;
  readonly falseNonMatch: string;
  readonly falseNonMatchOf: string;
};

/** A stop in words: the threshold, both rates, and how many pairs that is. */
export function thresholdWords(
  { thresholds, falseMatch, falseNonMatch, same, different }: Omit<ThresholdStops, 'start' | 'calibrated'>,
  at: number,
): ThresholdWords {
  const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
  const of = (rate: number, all: number): string => `${whole(rate * all)} of ${whole(all)} pairs`;
  return {
    threshold: numberText(thresholds[at]!, 3),
    falseMatch: figureText({}, falseMatch[at]!),
    falseMatchOf: of(falseMatch[at]!, different),
    falseNonMatch: figureText({}, falseNonMatch[at]!),
    falseNonMatchOf: of(falseNonMatch[at]!, same),
  };
}
