import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { checkPositiveInteger, checkSeed } from '../check.ts';
import { hashPath } from './hash.ts';

/** Everything that a generator remembers: four int32. */
export type RandomState = readonly [number, number, number, number];

/** A seeded source of random numbers; each call moves it on. */
export interface Random {
  /** Uniform in `[0, 1)`, 53 bits. */
  float(): number;
  /** Uniform integer in `[0, below)`; throws RangeError unless below is a positive integer. */
  int(below: number): number;
  /** Standard normal (Box-Muller; the second value is not kept, so that `state` is all there is). */
  normal(): number;
  /** The state, from which `restoreRandom` goes on exactly. */
  state(): RandomState;
}

/**
 * A generator of random numbers (xoroshiro128+) for a seed and a path; each path has a stream of its own:
 * `createRandom(1, 'augment', step)` needs nothing but the step to give what it gave before.
 *
 * @throws RangeError if the seed is not an integer
 */
export function createRandom(seed: number, ...path: readonly (string | number)[]): Random {
  checkSeed(seed, 'createRandom: seed');
  return fromGenerator(xoroshiro128plusFromState(hashPath(seed, path)));
}

/**
 * Goes on from a state that `state()` gave.
 *
 * @throws RangeError unless it is four integers, not all 0
 */
export function restoreRandom(state: RandomState): Random {
  if (state.length !== 4 || !state.every(Number.isSafeInteger) || state.every((word) => word === 0)) {
    throw new RangeError(`restoreRandom: state must be four integers that are not all 0, got [${state.join(', ')}]`);
  }
  return fromGenerator(xoroshiro128plusFromState(state));
}

function fromGenerator(generator: RandomGenerator): Random {
  const float = () => uniformFloat64(generator);
  return {
    float,
    int(below) {
      // The full check is slow, and this is called millions of times.
      if (!(below >= 1 && below % 1 === 0 && below <= 2 ** 53)) checkPositiveInteger(below, 'Random.int: below');
      return below <= 2 ** 32 ? smallInt(generator, below) : uniformInt(generator, 0, below - 1);
    },
    normal() {
      // 1 - u is in (0, 1], so the logarithm is finite.
      const radius = Math.sqrt(-2 * Math.log(1 - float()));
      return radius * Math.cos(2 * Math.PI * float());
    },
    state: () => generator.getState() as unknown as RandomState,
  };
}

/** What `uniformInt(generator, 0, below - 1)` gives, without the remainder of large numbers, which is slow in JavaScript. */
function smallInt(generator: RandomGenerator, below: number): number {
  const most = below > 2 ? Math.floor(2 ** 32 / below) * below : 2 ** 32;
  let drawn = generator.next() + 2 ** 31;
  while (drawn >= most) drawn = generator.next() + 2 ** 31;
  return drawn - Math.floor(drawn / below) * below;
}

/** A shuffled copy (Fisher-Yates), every order equally likely. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const copy = [...items];
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.int(last + 1);
    const kept = copy[last]!;
    copy[last] = copy[other]!;
    copy[other] = kept;
  }
  return copy;
}
