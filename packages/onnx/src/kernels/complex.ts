import type * as tf from '@tensorflow/tfjs';
import type { Graph } from '../graph/index.ts';
import { record, recordMany } from '../tracer.ts';
import { complexOf, copyOf, partsOf } from './complex-parts.ts';
import { broadcastShape } from './element-wise.ts';
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
export function complexProduct(
  backend: Parameters<typeof partsOf>[0],
  a: tf.TensorInfo,
  b: tf.TensorInfo,
): tf.TensorInfo {
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

/** Longer transforms go to ONNX's own operator: the matrix of a product grows with the square of the length. */
const LONGEST_MATRIX = 1024;

for (const [name, inverse] of [
  ['FFT', false],
  ['IFFT', true],
] as const) {
  kernel<tf.FFTInputs>(
    name,
    ({ inputs: { input }, backend }) => {
      const { real, imag } = partsOf(backend, input);
      const outputs = [[input.shape, 'float32'] as const, [input.shape, 'float32'] as const];
      const length = input.shape.at(-1)!;
      const parts = recordMany(backend, name, [real, imag] as const, outputs, (graph, [a, b]) => {
        const rows = [a, b].map((part) => graph.reshape(graph.use(part), [-1, length])) as [string, string];
        const transform = length <= LONGEST_MATRIX ? byMatrix : byOperator;
        return transform(graph, rows, length, inverse).map((part) => graph.reshape(part, input.shape));
      });
      return complexOf(backend, parts[0]!, parts[1]!);
    },
    'all types',
  );
}

/** Rows times the matrix of the transform, `exp(-+2 pi i j k / n)`. */
function byMatrix(graph: Graph, [real, imag]: [string, string], n: number, inverse: boolean): string[] {
  const scale = inverse ? 1 / n : 1;
  const angle = (i: number) => ((inverse ? 2 : -2) * Math.PI * (((i % n) * Math.floor(i / n)) % n)) / n;
  const matrix = (f: (x: number) => number) =>
    graph.constant(
      Float32Array.from({ length: n * n }, (_, i) => scale * f(angle(i))),
      'float32',
      [n, n],
    );
  const [cosine, sine] = [matrix(Math.cos), matrix(Math.sin)];
  const times = (a: string, b: string) => graph.op('Gemm', [a, b]);
  return [
    graph.op('Sub', [times(real, cosine), times(imag, sine)]),
    graph.op('Add', [times(real, sine), times(imag, cosine)]),
  ];
}

function byOperator(graph: Graph, [real, imag]: [string, string], n: number, inverse: boolean): string[] {
  const pairs = [real, imag].map((part) => graph.reshape(part, [-1, n, 1]));
  const input = graph.op('Concat', pairs, { axis: 2 });
  const output = graph.op('DFT', [input], { axis: 1, inverse: inverse ? 1 : 0 });
  return graph.op('Split', [output], { axis: 2, num_outputs: 2 }, 2);
}
