import * as tf from '@tensorflow/tfjs';
import type { Emit, Types } from './element-wise.ts';
import { broadcastShape, elementWise } from './element-wise.ts';
import { complexProduct } from './complex.ts';
import { kernel } from './kernel.ts';

type Work = Types['work'];

/** A kernel of two inputs that broadcast. It works in float32 where one of them is, else in `integers` (int32). */
function binary(name: string, emit: Emit, { integers = 'int32' }: { integers?: Work } = {}, dtype?: tf.DataType): void {
  kernel<tf.BinaryInputs>(name, ({ inputs: { a, b }, backend }) => {
    const float = a.dtype === 'float32' || b.dtype === 'float32';
    const work = float ? 'float32' : integers;
    const types: Types = { work, result: dtype === 'bool' ? 'bool' : work };
    return elementWise(backend, name, [a, b], broadcastShape([a, b]), dtype ?? a.dtype, types, emit);
  });
}

binary('Add', (graph, names) => graph.op('Add', names));
binary('AddV2', (graph, names) => graph.op('Add', names));
binary('Sub', (graph, names) => graph.op('Sub', names));
kernel<tf.MultiplyInputs>(
  'Multiply',
  ({ inputs: { a, b }, backend }) => {
    if (a.dtype === 'complex64') return complexProduct(backend, a, b);
    const work = a.dtype === 'float32' || b.dtype === 'float32' ? 'float32' : 'int32';
    const types: Types = { work, result: work };
    return elementWise(backend, 'Multiply', [a, b], broadcastShape([a, b]), a.dtype, types, (graph, names) =>
      graph.op('Mul', names),
    );
  },
  'all types',
);
binary('Maximum', (graph, names) => graph.op('Max', names));
binary('Minimum', (graph, names) => graph.op('Min', names));
binary('Pow', (graph, names) => graph.op('Pow', names));
binary('SquaredDifference', (graph, names) => {
  const difference = graph.op('Sub', names);
  return graph.op('Mul', [difference, difference]);
});
// An integer division by zero ends the process: integers are divided as float64, which holds each of them exactly.
binary('RealDiv', (graph, names) => graph.op('Div', names), { integers: 'float64' });
binary('FloorDiv', (graph, names) => graph.op('Floor', [graph.op('Div', names)]), { integers: 'float64' }, 'int32');
kernel<tf.ModInputs>('Mod', ({ inputs: { a, b }, backend }) => {
  const work = a.dtype === 'float32' || b.dtype === 'float32' ? 'float32' : 'float64';
  const types: Types = { work, result: work };
  return elementWise(backend, 'Mod', [a, b], broadcastShape([a, b]), a.dtype, types, (graph, [x, y]) => {
    // The remainder has the sign of the divisor, as in Python.
    const zero = graph.constant(
      work === 'float64' ? Float64Array.of(0) : Float32Array.of(0),
      work as 'float32' | 'float64',
      [],
    );
    const remainder = graph.op('Mod', [x!, y!], { fmod: 1 });
    const moved = graph.op('Mod', [graph.op('Add', [remainder, y!]), y!], { fmod: 1 });
    const signs = graph.op('Equal', [graph.op('Less', [x!, zero]), graph.op('Less', [y!, zero])]);
    return graph.op('Where', [signs, remainder, moved]);
  });
});
kernel<tf.BitwiseAndInputs>('BitwiseAnd', ({ inputs: { a, b }, backend }) => {
  const types: Types = { work: 'int32', result: 'int32' };
  return elementWise(backend, 'BitwiseAnd', [a, b], broadcastShape([a, b]), a.dtype, types, (graph, names) =>
    graph.op('BitwiseAnd', names),
  );
});
kernel<tf.Atan2Inputs>('Atan2', ({ inputs: { a, b }, backend }) => {
  const types: Types = { work: 'float32', result: 'float32' };
  return elementWise(backend, 'Atan2', [a, b], broadcastShape([a, b]), a.dtype, types, (graph, [y, x]) => {
    const zero = graph.float(0);
    const pi = graph.float(Math.PI);
    const both = (of: (name: string) => string) => graph.op('And', [of(x!), of(y!)]);
    const isZero = (name: string) => graph.op('Equal', [name, zero]);
    // -0 is negative too
    const isNegative = (name: string) =>
      graph.op('Less', [graph.op('Where', [isZero(name), graph.op('Reciprocal', [name]), name]), zero]);
    const signs = graph.op('Mul', [graph.op('Sign', [y!]), graph.op('Sign', [x!])]);
    const finite = graph.op('Where', [both(isZero), y!, graph.op('Div', [y!, x!])]);
    const ratio = graph.op('Where', [both((name) => graph.op('IsInf', [name])), signs, finite]);
    const angle = graph.op('Atan', [ratio]);
    const turned = graph.op('Where', [isNegative(y!), graph.op('Sub', [angle, pi]), graph.op('Add', [angle, pi])]);
    return graph.op('Where', [isNegative(x!), turned, angle]);
  });
});
kernel<tf.AddNInputs>('AddN', ({ inputs, backend }) => {
  const terms = Object.values(inputs as unknown as tf.TensorInfo[]);
  const [first] = terms as [tf.TensorInfo];
  const work = first.dtype === 'float32' ? 'float32' : 'int32';
  return elementWise(backend, 'AddN', terms, first.shape, first.dtype, { work, result: work }, (graph, names) =>
    work === 'float32' ? graph.op('Sum', names) : names.reduce((sum, name) => graph.op('Add', [sum, name])),
  );
});
