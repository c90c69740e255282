import { powerSpectrum } from './power-spectrum.ts';

function naive(frame: Float64Array): number[] {
  const { length } = frame;
  return Array.from({ length: (length >> 1) + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    frame.forEach((value, n) => {
      re += value * Math.cos((2 * Math.PI * k * n) / length);
      im += value * Math.sin((2 * Math.PI * k * n) / length);
    });
    return re ** 2 + im ** 2;
  });
}

test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 16, 22, 30, 77, 98, 100, 120, 400, 512, 800])(
  'the power of a frame of %i samples is that of the sum by the book',
  (size) => {
    const samples = Float32Array.from({ length: size + 3 }, (_, i) => Math.sin(i * i + 0.3 * i));
    const taper = Float64Array.from({ length: size }, (_, i) => 1 + i / size);
    const copy = samples.slice();
    const out = new Float64Array((size >> 1) + 1);
    powerSpectrum(taper)(samples, 3, out);
    const wanted = naive(taper.map((value, i) => value * samples[i + 3]!));
    const most = Math.max(...wanted, 1);
    out.forEach((value, k) => expect(Math.abs(value - wanted[k]!)).toBeLessThan(1e-11 * most));
    expect(samples).toEqual(copy);
  },
);
