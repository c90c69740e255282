import { checkInRange, checkSeed } from '../check.ts';
import { checkLabelled, pick } from './labelled.ts';
import type { Labelled } from './labelled.ts';

/** Which share of the data goes where; what is left trains. */
export type SplitOptions = {
  readonly seed: number;
  /** Share to choose the threshold on, 0.15 unless given; 0: none. */
  readonly calibration?: number;
  /** Share to measure on, 0.15 unless given; 0: none. */
  readonly test?: number;
};

/** Three parts of the data, and how many items fit none of them. */
export type Split<Item> = {
  readonly train: Labelled<Item>;
  readonly calibration: Labelled<Item>;
  readonly test: Labelled<Item>;
  readonly leftOut: number;
};

/** The order of the parts everywhere in this folder: train, calibration, test; -1 is none of them. */
export type Shares = readonly [number, number, number];

/** The shares of train, calibration and test, checked. */
export function sharesOf(data: Labelled<unknown>, options: SplitOptions, where: string): Shares {
  checkLabelled(data, `${where}: data`);
  checkSeed(options?.seed, `${where}: seed`);
  const { calibration = 0.15, test = 0.15 } = options;
  checkInRange(calibration, 0, 1, `${where}: calibration`);
  checkInRange(test, 0, 1, `${where}: test`);
  if (calibration + test >= 1) {
    throw new RangeError(`${where}: calibration and test must leave something to train on, got ${calibration + test}`);
  }
  return [1 - calibration - test, calibration, test];
}

/** The parts of the data, given the part of each item. */
export function partsOf<Item>(data: Labelled<Item>, partOf: ArrayLike<number>): Split<Item> {
  const rows: [number[], number[], number[]] = [[], [], []];
  let leftOut = 0;
  for (let item = 0; item < partOf.length; item++) {
    const part = partOf[item]!;
    if (part < 0) leftOut++;
    else rows[part]!.push(item);
  }
  const [train, calibration, test] = rows;
  return { train: pick(data, train), calibration: pick(data, calibration), test: pick(data, test), leftOut };
}

/** How many units each part gets: rounded, but `least` where the part is asked for. Units must be `least` for each. */
export function countsOf(units: number, shares: Shares, least: number): [number, number, number] {
  const wanted = (share: number) => (share === 0 ? 0 : Math.max(least, Math.round(units * share)));
  const counts: [number, number, number] = [0, wanted(shares[1]), wanted(shares[2])];
  // Rounding up may leave too little to train on: take back from the larger part.
  while (units - counts[1] - counts[2] < least && Math.max(counts[1], counts[2]) > least) {
    counts[counts[1] > counts[2] ? 1 : 2]--;
  }
  counts[0] = units - counts[1] - counts[2];
  return counts;
}
