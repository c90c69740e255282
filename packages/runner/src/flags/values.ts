import { InvalidArgumentError } from 'commander';

type Parser<T> = (text: string) => T;

function parse(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw new InvalidArgumentError(`It must be a number.`);
  return value;
}

/** A flag's parser: a whole number of at least `least` (1 unless told). */
export function wholeNumber(least = 1): Parser<number> {
  return (text) => {
    const value = parse(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`It must be a whole number of at least ${least}.`);
    return value;
  };
}

/** A flag's parser: any number. */
export const realNumber: Parser<number> = (text) => parse(text);

/** A flag's parser: a number above zero. */
export const positiveNumber: Parser<number> = (text) => {
  const value = parse(text);
  if (value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
};

/** A flag's parser: a number between two bounds, both allowed. */
export function numberBetween(low: number, high: number): Parser<number> {
  return (text) => {
    const value = parse(text);
    if (value < low || value > high) throw new InvalidArgumentError(`It must be a number from ${low} to ${high}.`);
    return value;
  };
}

/** A flag's parser: whole numbers of at least `least` with commas between, none of them twice. */
export function wholeNumbers(least = 0): Parser<readonly number[]> {
  const one = wholeNumber(least);
  return (text) => {
    const values = text.split(',').map((part) => one(part));
    if (new Set(values).size !== values.length) throw new InvalidArgumentError('No number may be given twice.');
    return values;
  };
}
