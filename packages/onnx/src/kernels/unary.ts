import type * as tf from '@tensorflow/tfjs';
import type { Graph } from '../graph/index.ts';
import { elementWise } from './element-wise.ts';
import { kernel } from './kernel.ts';

type EmitOne = (graph: Graph, x: string) => string;

/** A kernel of one float32 input; other dtypes are computed as float32 and cast back. */
function unary(name: string, emit: EmitOne, dtype?: tf.DataType): void {
  kernel<tf.UnaryInputs>(name, ({ inputs: { x }, backend }) =>
    elementWise(backend, name, [x], x.shape, dtype ?? x.dtype, { work: 'float32', result: 'float32' }, (graph, [a]) =>
      emit(graph, a!),
    ),
  );
}

/** A kernel whose ONNX operator also takes int32. */
function unaryOfAnyNumber(name: string, emit: EmitOne): void {
  kernel<tf.UnaryInputs>(name, ({ inputs: { x }, backend }) => {
    const type = x.dtype === 'float32' ? 'float32' : 'int32';
    return elementWise(backend, name, [x], x.shape, x.dtype, { work: type, result: type }, (graph, [a]) =>
      emit(graph, a!),
    );
  });
}

const operators = {
  Sqrt: 'Sqrt',
  Log: 'Log',
  Sigmoid: 'Sigmoid',
  Tanh: 'Tanh',
  Ceil: 'Ceil',
  Floor: 'Floor',
  Round: 'Round',
  Erf: 'Erf',
  Reciprocal: 'Reciprocal',
  Sin: 'Sin',
  Cos: 'Cos',
  Asin: 'Asin',
  Acos: 'Acos',
  Atan: 'Atan',
  Acosh: 'Acosh',
};
for (const [name, operator] of Object.entries(operators)) unary(name, (graph, x) => graph.op(operator, [x]));

kernel<tf.ExpInputs>('Exp', ({ inputs: { x }, backend }) => {
  // Integers give a float32 that is rounded once.
  const work = x.dtype === 'float32' ? 'float32' : 'float64';
  return elementWise(backend, 'Exp', [x], x.shape, 'float32', { work, result: work }, (graph, [a]) =>
    graph.op('Exp', [a!]),
  );
});
kernel<tf.SignInputs>('Sign', ({ inputs: { x }, backend }) => {
  const work = x.dtype === 'float32' ? 'float32' : 'int32';
  return elementWise(backend, 'Sign', [x], x.shape, x.dtype, { work, result: work }, (graph, [a]) => {
    const sign = graph.op('Sign', [a!]);
    return work === 'int32' ? sign : graph.op('Where', [graph.op('IsNaN', [a!]), graph.float(0), sign]);
  });
});
unary('Rsqrt', (graph, x) => graph.op('Reciprocal', [graph.op('Sqrt', [x])]));

// log(1 + x) and exp(x) - 1 without the rounding of 1 + x (Kahan): log(u) * x / (u - 1) and (u - 1) * x / log(u), u rounded.
unary('Log1p', (graph, x) => {
  const one = graph.float(1);
  const u = graph.op('Add', [x, one]);
  const distance = graph.op('Sub', [u, one]);
  const exact = graph.op('Mul', [graph.op('Log', [u]), graph.op('Div', [x, distance])]);
  const plain = graph.op('Log', [u]);
  const tiny = graph.op('Equal', [distance, graph.float(0)]);
  const large = graph.op('Not', [graph.op('Less', [graph.op('Abs', [u]), graph.float(1e6)])]);
  return graph.op('Where', [tiny, x, graph.op('Where', [large, plain, exact])]);
});
export function expm1(graph: Graph, x: string): string {
  const one = graph.float(1);
  const u = graph.op('Exp', [x]);
  const minusOne = graph.op('Sub', [u, one]);
  const exact = graph.op('Mul', [minusOne, graph.op('Div', [x, graph.op('Log', [u])])]);
  const tiny = graph.op('Equal', [u, one]);
  const small = graph.op('Less', [graph.op('Abs', [x]), graph.float(1)]);
  return graph.op('Where', [tiny, x, graph.op('Where', [small, exact, minusOne])]);
}
unary('Expm1', expm1);

// ONNX Runtime's own loses small arguments: sinh x = sign x (e + e / (e + 1)) / 2 with e = expm1 |x|, and so on.
const half = (graph: Graph, x: string) => graph.op('Mul', [x, graph.float(0.5)]);
unary('Sinh', (graph, x) => {
  const e = expm1(graph, graph.op('Abs', [x]));
  const ratio = graph.op('Div', [e, graph.op('Add', [e, graph.float(1)])]);
  const finite = graph.op('Where', [graph.op('Less', [e, graph.float(1e30)]), ratio, graph.float(1)]);
  return graph.op('Mul', [graph.op('Sign', [x]), half(graph, graph.op('Add', [e, finite]))]);
});
unary('Cosh', (graph, x) => {
  const e = graph.op('Exp', [graph.op('Abs', [x])]);
  return half(graph, graph.op('Add', [e, graph.op('Reciprocal', [e])]));
});
unary('Asinh', (graph, x) => graph.op('Asinh', [x]));
unary('Atanh', (graph, x) => graph.op('Atanh', [x]));

unaryOfAnyNumber('Abs', (graph, x) => graph.op('Abs', [x]));
unaryOfAnyNumber('Neg', (graph, x) => graph.op('Neg', [x]));
unaryOfAnyNumber('Square', (graph, x) => graph.op('Mul', [x, x]));

kernel<tf.UnaryInputs>('IsNan', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'IsNan', [x], x.shape, 'bool', { work: 'float32', result: 'bool' }, (graph, [a]) =>
    graph.op('IsNaN', [a!]),
  ),
);
kernel<tf.UnaryInputs>('IsInf', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'IsInf', [x], x.shape, 'bool', { work: 'float32', result: 'bool' }, (graph, [a]) =>
    graph.op('IsInf', [a!]),
  ),
);
kernel<tf.UnaryInputs>('IsFinite', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'IsFinite', [x], x.shape, 'bool', { work: 'float32', result: 'bool' }, (graph, [a]) =>
    graph.op('Less', [graph.op('Abs', [a!]), graph.float(Infinity)]),
  ),
);
kernel<tf.ClipByValueInputs, tf.ClipByValueAttrs>('ClipByValue', ({ inputs: { x }, attrs, backend }) => {
  const { clipValueMin: low, clipValueMax: high } = attrs;
  const types = { work: 'float32', result: 'float32' } as const;
  return elementWise(backend, `ClipByValue ${low} ${high}`, [x], x.shape, x.dtype, types, (graph, [a]) =>
    graph.op('Clip', [a!, graph.float(low), graph.float(high)]),
  );
});
// In float64: sine and cosine of numbers beyond a million, and their quotient next to a pole, need the digits.
kernel<tf.TanInputs>('Tan', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'Tan', [x], x.shape, x.dtype, { work: 'float64', result: 'float64' }, (graph, [a]) =>
    graph.op('Div', [graph.op('Sin', [a!]), graph.op('Cos', [a!])]),
  ),
);
