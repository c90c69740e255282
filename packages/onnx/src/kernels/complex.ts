import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import { record, recordMany } from '../tracer.ts';
import { complexOf, copyOf, partsOf } from './complex-parts.ts';
import { broadcastShape } from './element-wise.ts';
import { fourier } from './fourier.ts';
import { kernel } from './kernel.ts';

kernel<tf.ComplexInputs>('Complex', ({ inputs: { real, imag }, backend }) =>
  complexOf(backend, copyOf(backend, real), copyOf(backend, imag)),
);
kernel<tf.RealInputs>(
  'Real',
  ({ inputs: { input }, backend }) => copyOf(backend, partsOf(backend, input).real),
  'all types',
);
kernel<tf.ImagInputs>(
  'Imag',
  ({ inputs: { input }, backend }) => copyOf(backend, partsOf(backend, input).imag),
  'all types',
);
kernel<tf.ComplexAbsInputs>(
  'ComplexAbs',
  ({ inputs: { x }, backend }) => {
    const { real, imag } = partsOf(backend, x);
    return record(backend, 'ComplexAbs', [real, imag], x.shape, 'float32', (graph, [a, b]) => {
      // Divided by the larger part, whose square might overflow or vanish.
      const sizes = [a, b].map((part) => graph.op('Abs', [graph.use(part)]));
      const [large, small] = [graph.op('Max', sizes), graph.op('Min', sizes)];
      const ratio = graph.op('Div', [small, large]);
      const root = graph.op('Sqrt', [graph.op('Add', [graph.op('Mul', [ratio, ratio]), graph.float(1)])]);
      return graph.op('Where', [graph.op('Equal', [small, graph.float(0)]), large, graph.op('Mul', [large, root])]);
    });
  },
  'all types',
);

/** Records the product of two complex tensors; kernels that meet complex inputs call it. */
export function complexProduct(backend: OnnxBackend, a: tf.TensorInfo, b: tf.TensorInfo): tf.TensorInfo {
  const [left, right] = [partsOf(backend, a), partsOf(backend, b)];
  const shape = broadcastShape([a, b]);
  const inputs = [left.real, left.imag, right.real, right.imag] as const;
  const outputs = [[shape, 'float32'] as const, [shape, 'float32'] as const];
  const [real, imag] = recordMany(backend, 'ComplexMultiply', inputs, outputs, (graph, symbols) => {
    const [ar, ai, br, bi] = symbols.map((symbol) => graph.use(symbol)) as [string, string, string, string];
    const product = (x: string, y: string) => graph.op('Mul', [x, y]);
    return [graph.op('Sub', [product(ar, br), product(ai, bi)]), graph.op('Add', [product(ar, bi), product(ai, br)])];
  });
  return complexOf(backend, real!, imag!);
}

for (const [name, sign] of [
  ['FFT', -1],
  ['IFFT', 1],
] as const) {
  kernel<tf.FFTInputs>(
    name,
    ({ inputs: { input }, backend }) => {
      const { real, imag } = partsOf(backend, input);
      const outputs = [[input.shape, 'float32'] as const, [input.shape, 'float32'] as const];
      const n = input.shape.at(-1)!;
      const isReal = isZeros(backend, imag);
      const inputs = isReal ? [real] : [real, imag];
      const parts = recordMany(backend, `${name}${isReal ? ' real' : ''}`, inputs, outputs, (graph, symbols) => {
        const [a, b] = symbols.map((part) => graph.reshape(graph.use(part), [-1, n]));
        const turned = fourier(graph, { real: a!, imag: b ?? null }, n, sign);
        return [turned.real, turned.imag].map((part) => {
          const scaled = sign === 1 ? graph.op('Mul', [part, graph.float(1 / n)]) : part;
          return graph.reshape(scaled, input.shape);
        });
      });
      return complexOf(backend, parts[0]!, parts[1]!);
    },
    'all types',
  );
}

/** Whether a tensor, not computed yet, will be zeros for sure: the imaginary part that `tf.spectral.rfft` gives to its input. */
function isZeros(backend: OnnxBackend, x: tf.TensorInfo): boolean {
  let { node } = backend.value(x.dataId);
  while (node && /^(Copy|Reshape)$/.test(node.name)) node = node.inputs[0]!.node;
  return node?.name === 'ZerosLike';
}
