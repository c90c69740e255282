/** Resonances one after the other, each with a gain of one at 0 Hz. */
export type Resonators = {
  /** Moves the one at that place. */
  tune(place: number, hertz: number, width: number): void;
  /** The next sample. */
  run(x: number): number;
};

/**
 * So many resonances of two poles each, `y[n] = a x[n] + b y[n - 1] + c y[n - 2]`, at rest.
 *
 * Reference: Klatt 1980, "Software for a Cascade/Parallel Formant Synthesizer".
 */
export function resonators(count: number, sampleRate: number): Resonators {
  const [a, b, c, last, before] = Array.from({ length: 5 }, () => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  return {
    tune(place, hertz, width) {
      const r = Math.exp((-Math.PI * width) / sampleRate);
      c[place] = -r * r;
      b[place] = 2 * r * Math.cos((2 * Math.PI * hertz) / sampleRate);
      a[place] = 1 - b[place]! - c[place]!;
    },
    run(x) {
      let y = x;
      for (let i = 0; i < count; i++) {
        y = a[i]! * y + b[i]! * last[i]! + c[i]! * before[i]!;
        before[i] = last[i]!;
        last[i] = y;
      }
      return y;
    },
  };
}
