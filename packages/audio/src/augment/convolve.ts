import FFT from 'fft.js';

/** The first `signal.length` samples of `out[n] = sum_k response[k] signal[n - k]`, by products of spectra. */
export function convolve(signal: Float32Array, response: Float32Array): Float32Array {
  const least = signal.length + response.length - 1;
  const size = 2 ** Math.max(1, Math.ceil(Math.log2(Math.max(2, least))));
  const fft = new FFT(size);
  const spectrumOf = (values: Float32Array) => {
    const padded = Array.from({ length: size }, (_, i) => values[i] ?? 0);
    const spectrum = fft.createComplexArray() as number[];
    fft.realTransform(spectrum, padded);
    fft.completeSpectrum(spectrum);
    return spectrum;
  };
  const [a, b] = [spectrumOf(signal), spectrumOf(response)];
  for (let k = 0; k < 2 * size; k += 2) {
    const re = a[k]! * b[k]! - a[k + 1]! * b[k + 1]!;
    a[k + 1] = a[k]! * b[k + 1]! + a[k + 1]! * b[k]!;
    a[k] = re;
  }
  const out = fft.createComplexArray() as number[];
  fft.inverseTransform(out, a);
  return Float32Array.from(signal, (_, i) => out[2 * i]!);
}
