import { create, toBinary } from '@bufbuild/protobuf';
import * as tf from '@tensorflow/tfjs';
import { attributeProto } from '../graph/attribute.ts';
import type { Attribute } from '../graph/index.ts';
import { ModelProtoSchema } from '../graph/generated/onnx_pb.ts';
import '../index.ts';
import { useBackend } from '../testing/test-backend.ts';
import { fromHalf, toHalf } from './half.ts';
import { exportOnnx, loadOnnx } from './index.ts';

beforeAll(() => useBackend());

/** Numbers of element types in ONNX. */
const types = {
  float32: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float16: 10,
  float64: 11,
  uint32: 12,
  uint64: 13,
};
type Declared = readonly [name: string, type: keyof typeof types, shape?: readonly (number | string)[]];
type Operator = readonly [
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes?: { readonly [name: string]: Attribute },
];

/** A file as another program might write it. */
function file(
  inputs: readonly Declared[],
  outputs: readonly Declared[],
  operators: readonly Operator[],
  opset = 18,
): Uint8Array {
  const infos = (list: readonly Declared[]) =>
    list.map(([name, type, shape]) => ({
      name,
      type: {
        value: {
          case: 'tensorType' as const,
          value: {
            elemType: types[type],
            ...(shape && {
              shape: {
                dim: shape.map((length) => ({
                  value:
                    typeof length === 'string'
                      ? { case: 'dimParam' as const, value: length }
                      : { case: 'dimValue' as const, value: BigInt(length) },
                })),
              },
            }),
          },
        },
      },
    }));
  const node = operators.map(([opType, input, output, attributes = {}]) => ({
    opType,
    input: [...input],
    output: [...output],
    attribute: Object.entries(attributes).map(([name, value]) => attributeProto(name, value)),
  }));
  const model = create(ModelProtoSchema, {
    irVersion: 8n,
    graph: { name: 'foreign', node, input: infos(inputs), output: infos(outputs) },
    opsetImport: [{ domain: '', version: BigInt(opset) }],
  });
  return toBinary(ModelProtoSchema, model);
}

async function take(tensors: readonly tf.Tensor[]): Promise<unknown[]> {
  const values = await Promise.all(tensors.map((tensor) => tensor.array()));
  tf.dispose([...tensors]);
  return values;
}

test('what was exported comes back, for other lengths too, and several calls at once', async () => {
  const layer = tf.layers.dense({ units: 3, inputShape: [2] });
  const network = tf.sequential({ layers: [layer] });
  const model = await loadOnnx(await exportOnnx(network));
  const names = [network.inputNames[0], network.outputNames[0]];
  expect(model.inputs).toEqual([{ name: names[0], type: 'float32', shape: ['batch', 2] }]);
  expect(model.outputs).toEqual([{ name: names[1], type: 'float32', shape: ['batch', 3] }]);
  const xs = [1, 4].map((items) => tf.ones([items, 2]));
  const expected = await take(tf.tidy(() => xs.map((x) => network.apply(x) as tf.Tensor)));
  const calls = xs.map((x) => model(x));
  tf.dispose(xs);
  expect(await take((await Promise.all(calls)).flat())).toEqual(expected);
  await model.dispose();
  await model.dispose();
  network.dispose();
});

test('several inputs by name, several outputs, of a shape that only the numbers tell', async () => {
  const model = await loadOnnx(
    file(
      [
        ['a', 'float32', ['n']],
        ['b', 'float32', ['n']],
      ],
      [
        ['where', 'int64', [1, 'found']],
        ['sum', 'float32', ['n']],
      ],
      [
        ['Add', ['a', 'b'], ['sum']],
        ['NonZero', ['sum'], ['where']],
      ],
    ),
  );
  const [a, b] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([-1, 0, 0])];
  const both = await model({ b, a });
  expect(both.map(({ dtype }) => dtype)).toEqual(['int32', 'float32']);
  expect(await take(both)).toEqual([[[1, 2]], [0, 2, 3]]);
  const pending = tf.mul(a, 2);
  expect(await take(await model(pending, b))).toEqual([[[0, 1, 2]], [1, 4, 6]]);
  tf.dispose([a, b, pending]);
  await model.dispose();
});

test('every element type', async () => {
  const numbers = [
    'int8',
    'uint8',
    'int16',
    'uint16',
    'int32',
    'uint32',
    'int64',
    'uint64',
    'float16',
    'float32',
    'float64',
  ] as const;
  for (const type of [...numbers, 'bool', 'string'] as const) {
    const model = await loadOnnx(file([['x', type, ['n']]], [['y', type, ['n']]], [['Identity', ['x'], ['y']]]));
    const x =
      type === 'string'
        ? tf.tensor1d(['ä', ''], 'string')
        : type === 'bool'
          ? tf.tensor1d([true, false], 'bool')
          : tf.tensor1d([0, 1, 127], type.startsWith('float') ? 'float32' : 'int32');
    const expected = await x.array();
    const [y] = await model(x);
    expect([type, y!.dtype]).toEqual([type, x.dtype]);
    expect(await take([y!])).toEqual([expected]);
    x.dispose();
    await model.dispose();
  }
});

test('numbers that a type does not have', async () => {
  const model = await loadOnnx(
    file(
      [['x', 'uint8', ['n']]],
      [['y', 'int64', ['n']]],
      [
        ['Cast', ['x'], ['z'], { to: types.int64 }],
        ['Mul', ['z', 'z'], ['a']],
        ['Mul', ['a', 'a'], ['b']],
        ['Mul', ['b', 'a'], ['y']],
      ],
    ),
  );
  const [small, large, outside] = [[2], [255], [-1]].map((values) => tf.tensor1d(values, 'int32')) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  expect(await take(await model(small))).toEqual([[64]]);
  await expect(model(large)).rejects.toThrow(
    'output y holds 274941996890625, and TensorFlow.js has no integers beyond int32',
  );
  await expect(model(outside)).rejects.toThrow('input x is of type uint8: -1 is not one of its numbers');
  tf.dispose([small, large, outside]);
  await model.dispose();
});

test('float16 rounds to the nearest, to even between two', () => {
  const pairs = [
    [0, 0],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65519, 0x7bff],
    [65520, 0x7c00],
    [Infinity, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [3 * 2 ** -25, 2],
    [2 ** -14, 0x0400],
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    [NaN, 0x7e00],
  ] as const;
  for (const [value, half] of pairs) expect([value, toHalf(value)]).toEqual([value, half]);
  const halves = Array.from({ length: 0x7c01 }, (_, half) => half);
  expect(halves.filter((half) => toHalf(fromHalf(half)) !== half)).toEqual([]);
  expect([fromHalf(0x7c00), fromHalf(0xfc00), fromHalf(0x7e00)]).toEqual([Infinity, -Infinity, NaN]);
});

test('inputs that do not fit', async () => {
  const model = await loadOnnx(
    file(
      [
        ['x', 'float32', ['n', 2]],
        ['w', 'float32', [2]],
      ],
      [['y', 'float32', ['n', 2]]],
      [['Add', ['x', 'w'], ['y']]],
    ),
  );
  const [x, w, ints, wide] = [tf.ones([3, 2]), tf.ones([2]), tf.ones([2], 'int32'), tf.ones([3, 3])];
  const calls: [() => Promise<unknown>, string][] = [
    [() => model(x), 'the model takes tensors x, w, got 1 values'],
    [() => model(x, w, w), 'got 3 values'],
    [() => model({ x, v: w }), 'the model takes tensors x, w, got x, v'],
    [() => model({ x, w, v: w }), 'got x, w, v'],
    [() => model(x, 1 as unknown as tf.Tensor), 'the model takes tensors x, w'],
    [() => model(x, ints), 'input w (float32) must be a tensor of dtype float32, got int32'],
    [() => model(wide, w), 'input x must be of shape [n,2], got [3,3]'],
    [() => model(w, w), 'input x must be of shape [n,2], got [2]'],
  ];
  for (const [call, message] of calls) await expect(call()).rejects.toThrow(message);
  expect(await take(await model(x, w))).toEqual([
    [
      [2, 2],
      [2, 2],
      [2, 2],
    ],
  ]);
  w.dispose();
  await expect(model(x, w)).rejects.toThrow('this tensor is disposed');
  tf.dispose([x, ints, wide]);
  await model.dispose();
  await expect(model()).rejects.toThrow('the model takes tensors x, w, got 0 values');
  const [again, more] = [tf.ones([3, 2]), tf.ones([2])];
  await expect(model(again, more)).rejects.toThrow('this model was disposed');
  tf.dispose([again, more]);
});

test('files that cannot be run', async () => {
  const bytes = file([['x', 'float32', [1]]], [['y', 'float32', [1]]], [['Neg', ['x'], ['y']]]);
  const fails = async (given: unknown, kind: new () => Error, message: string | RegExp) => {
    const loaded = loadOnnx(given as Uint8Array);
    await expect(loaded).rejects.toThrow(kind);
    await expect(loaded).rejects.toThrow(message);
  };
  await fails('model.onnx', TypeError, 'bytes must be a Uint8Array, got string');
  await fails(new Uint8Array(0), SyntaxError, 'not an ONNX file');
  await fails(new TextEncoder().encode('<html>404</html>'), SyntaxError, 'not an ONNX file');
  await fails(bytes.slice(0, -9), SyntaxError, 'not an ONNX file');
  await expect(loadOnnx(bytes, { maxBytes: 10 })).rejects.toThrow(/has \d+ bytes, more than the 10 that are let in/);
  await fails(
    file([['x', 'float32', [1]]], [['y', 'float32', [1]]], [['Frobnicate', ['x'], ['y']]]),
    Error,
    /cannot run this file: .*Frobnicate/,
  );
  await fails(
    file([['x', 'float32', [1]]], [['y', 'float32', [1]]], [['Neg', ['x'], ['y']]], 999),
    Error,
    /cannot run this file: .*opset/,
  );
  const external = create(ModelProtoSchema, {
    irVersion: 8n,
    opsetImport: [{ domain: '', version: 18n }],
    graph: {
      name: 'g',
      initializer: [
        {
          name: 'w',
          dataType: 1,
          dims: [1n],
          dataLocation: 1,
          externalData: [{ key: 'location', value: 'weights.bin' }],
        },
      ],
      node: [{ opType: 'Neg', input: ['w'], output: ['y'] }],
      output: [{ name: 'y', type: { value: { case: 'tensorType', value: { elemType: 1 } } } }],
    },
  });
  await fails(toBinary(ModelProtoSchema, external), Error, 'Its weights are in other files');
  const name = tf.getBackend();
  await tf.setBackend('cpu');
  await fails(bytes, Error, "await tf.setBackend('onnx') first");
  await tf.setBackend(name);
});
