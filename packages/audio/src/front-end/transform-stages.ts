/** A stage of a transform: `before` groups, each of `radix` parts of `after` numbers. */
export type Stage = {
  readonly radix: number;
  readonly before: number;
  readonly after: number;
  /** The turns of part m at place i, cosine and sine: at `2 (i (radix - 1) + m - 1)`. */
  readonly turns: Float64Array;
  /** The turns inside of a part, for radices without a routine of their own. */
  readonly own: Float64Array;
};

/**
 * The stages in which a discrete Fourier transform of `size` complex numbers is taken, in Stockham's order of the mixed-radix
 * algorithm, so that nothing is reordered.
 *
 * Reference: Cooley and Tukey 1965; Temperton, "Self-sorting mixed-radix fast Fourier transforms", 1983.
 */
export function transformStages(size: number): readonly Stage[] {
  const stages: Stage[] = [];
  let before = 1;
  for (const radix of radicesOf(size)) {
    const after = size / before / radix;
    const angle = (-2 * Math.PI * before) / size;
    const angles = Array.from({ length: after * (radix - 1) }, (_, at) => {
      const [i, m] = [Math.floor(at / (radix - 1)), (at % (radix - 1)) + 1];
      return angle * i * m;
    });
    const own = Array.from({ length: radix }, (_, m) => (-2 * Math.PI * m) / radix);
    stages.push({ radix, before, after, turns: turnsOf(angles), own: turnsOf(own) });
    before *= radix;
  }
  return stages;
}

/** The turns that make a spectrum of `size` real samples of that of half as many complex numbers. */
export function realTurns(size: number): Float64Array {
  return turnsOf(Array.from({ length: size / 2 + 1 }, (_, k) => (-2 * Math.PI * k) / size));
}

/** Cosine and sine of each angle. */
function turnsOf(angles: readonly number[]): Float64Array {
  return Float64Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
}

function radicesOf(size: number): number[] {
  const radices: number[] = [];
  let rest = size;
  for (const radix of [4, 2, 5, 3]) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  for (let radix = 7; rest > 1; radix += 2) {
    for (; rest % radix === 0; rest /= radix) radices.push(radix);
  }
  return radices;
}
