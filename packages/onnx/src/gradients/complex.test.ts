import { differencesOf, expectGradient } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import '../index.ts';
import { againstCpu, pseudoRandom } from '../kernels/against-cpu.test.cases.ts';

const noise = (length: number, seed = 1) => Array.from(pseudoRandom([length], seed));
/** A function of both parts that no symmetry hides. */
const measure = (x: tf.Tensor) => {
  const weights = (seed: number) => tf.tensor(pseudoRandom(x.shape, seed), x.shape);
  return tf.add(tf.sum(tf.mul(tf.square(tf.real(x)), weights(5))), tf.sum(tf.mul(tf.imag(x), weights(6))));
};
const complexOf = (x: tf.Tensor) => tf.complex(x, tf.mul(tf.square(x), 0.5));

describe('on this backend', () => {
  beforeAll(() => tf.setBackend('onnx'));

  const cases: Record<string, readonly [shape: number[], of: (x: tf.Tensor) => tf.Tensor]> = {
    'the parts': [[5], (x) => measure(complexOf(x))],
    fft: [[2, 6], (x) => measure(tf.spectral.fft(complexOf(x)))],
    ifft: [[2, 7], (x) => measure(tf.spectral.ifft(complexOf(x)))],
    'a composed length': [[100], (x) => measure(tf.spectral.fft(complexOf(x)))],
    rfft: [[3, 8], (x) => measure(tf.spectral.rfft(x))],
    'rfft of a longer frame': [[3, 6], (x) => measure(tf.spectral.rfft(x, 9))],
    irfft: [[2, 5], (x) => tf.square(tf.spectral.irfft(complexOf(x)))],
    stft: [[20], (x) => measure(tf.signal.stft(x as tf.Tensor1D, 8, 4))],
    'the absolute value of a spectrum': [[2, 8], (x) => tf.square(tf.abs(tf.spectral.rfft(x)))],
    'an absolute value at 0': [[3], (x) => tf.abs(tf.complex(tf.relu(tf.sub(x, 9)), tf.zerosLike(x)))],
    'two uses of one spectrum': [
      [8],
      (x) => {
        const spectrum = tf.spectral.rfft(x);
        return tf.add(measure(spectrum), measure(tf.add(spectrum, spectrum)));
      },
    ],
    'slices and joins': [
      [2, 6],
      (x) => {
        const y = complexOf(x);
        const part = tf.slice(y, [0, 1], [2, 3]);
        return measure(tf.transpose(tf.concat([part, tf.reshape(part, [2, 3]), tf.neg(part)], 1)));
      },
    ],
  };
  test.each(Object.keys(cases))('the gradient through %s is that of central differences', async (name) => {
    const [shape, of] = cases[name]!;
    await expectGradient(of, noise(tf.util.sizeFromShape(shape)), shape, { tolerance: 1e-2 });
  });

  test('what a gradient of complex numbers does not pass through is named, with what to do', () => {
    const x = tf.tensor1d(noise(4));
    const gradient = tf.engine().runKernel('ComplexPair', { real: x, imag: x }) as tf.Tensor;
    for (const compute of [() => tf.mul(gradient, x), () => tf.exp(gradient), () => tf.cumsum(gradient)]) {
      expect(compute).toThrow(/cannot take the gradient of a complex tensor.*tf.real and tf.imag/);
    }
    tf.dispose([x, gradient]);
  });

  test.each([1, 7, 64, 100, 400, 509, 521, 1018, 1024, 2053])(
    'a transform of length %i is exact to 5e-6 of its largest component, and its inverse gives it back',
    async (n) => {
      const [re, im] = [pseudoRandom([n], 3), pseudoRandom([n], 4)];
      const [real, imag, back] = tf.tidy(() => {
        const y = tf.spectral.fft(tf.complex(re, im));
        return [tf.real(y), tf.imag(y), tf.real(tf.spectral.ifft(y))];
      });
      const found = [await real!.data(), await imag!.data()];
      const positions = [0, 1, Math.floor(n / 2), n - 1].filter((k) => k < n);
      const scale = Math.sqrt(n);
      for (const k of positions) {
        let [x, y] = [0, 0];
        for (let j = 0; j < n; j++) {
          const angle = (-2 * Math.PI * ((j * k) % n)) / n;
          x += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
          y += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
        }
        expect(Math.abs(found[0]![k]! - x) / scale).toBeLessThan(5e-6);
        expect(Math.abs(found[1]![k]! - y) / scale).toBeLessThan(5e-6);
      }
      const restored = await back!.data();
      for (let j = 0; j < n; j++) expect(Math.abs(restored[j]! - re[j]!)).toBeLessThan(5e-6);
      tf.dispose([real, imag, back]);
    },
  );
});

describe('forward', () => {
  const spectrum = (y: tf.Tensor) => [tf.real(y), tf.imag(y), tf.abs(y)];
  againstCpu(
    {
      rfft: [[[3, 12]], (x: tf.Tensor) => spectrum(tf.spectral.rfft(x))],
      'rfft of a cut frame': [[[3, 12]], (x: tf.Tensor) => spectrum(tf.spectral.rfft(x, 7))],
      'rfft of a long signal': [[[2, 400]], (x: tf.Tensor) => spectrum(tf.spectral.rfft(x))],
      irfft: [[[2, 9]], (x: tf.Tensor) => tf.spectral.irfft(complexOf(x))],
      stft: [[[300]], (x: tf.Tensor1D) => spectrum(tf.signal.stft(x, 64, 16))],
      'stft with a longer transform and another window': [
        [[300]],
        (x: tf.Tensor1D) => spectrum(tf.signal.stft(x, 60, 25, 128, tf.signal.hammingWindow)),
      ],
      frames: [[[50]], (x: tf.Tensor1D) => tf.signal.frame(x, 16, 10, true, 0.5)],
      windows: [[[2]], (x: tf.Tensor) => [tf.signal.hannWindow(9), tf.signal.hammingWindow(9), x]],
    },
    { gradients: false },
  );
});

test('other backends keep what they have: an error where there is no gradient', async () => {
  await tf.setBackend('cpu');
  const x = tf.tensor1d(noise(4));
  expect(() => tf.tidy(() => tf.grad((y) => tf.real(tf.complex(y, y)))(x))).toThrow(
    'Cannot compute gradient: gradient function not found for Real.',
  );
  const slopes = tf.tidy(() => tf.grad((y) => tf.cast(tf.mul(y, 2), 'float32'))(x));
  expect([...(await slopes.data())]).toEqual([2, 2, 2, 2]);
  expect(await differencesOf((y) => tf.mul(y, 2), [1], [1])).toHaveLength(1);
  tf.dispose([x, slopes]);
});
