import * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from '../backend.ts';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { activate } from './activations.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';
import { weightGradient } from './weight-gradient.ts';

type Transposed = { readonly transposeA: boolean; readonly transposeB: boolean };
type Fused = { readonly bias?: tf.TensorInfo | undefined; readonly alpha?: tf.TensorInfo | undefined };

function productShape(a: tf.TensorInfo, b: tf.TensorInfo, { transposeA, transposeB }: Transposed): number[] {
  const [rows, inner] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
  const [innerB, columns] = transposeB ? [b.shape.at(-1)!, b.shape.at(-2)!] : [b.shape.at(-2)!, b.shape.at(-1)!];
  tf.util.assert(
    inner === innerB,
    () =>
      `Error in matMul: inner shapes (${inner}) and (${innerB}) of Tensors with shapes ${a.shape.join()} and ` +
      `${b.shape.join()} and transposeA=${transposeA} and transposeB=${transposeB} must match.`,
  );
  const batch = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  return [...batch, rows, columns];
}

/** Emits the product of the last two axes. Where at most one side has a batch, it is one Gemm. */
function product(
  graph: Graph,
  a: GraphSymbol,
  b: GraphSymbol,
  { transposeA, transposeB }: Transposed,
  shape: readonly number[],
  bias?: string,
): string {
  const inner = a.shape.at(transposeA ? -2 : -1)!;
  if (inner === 0) return graph.op('Expand', [graph.float(0), graph.ints(shape)]);
  const flags = { transA: transposeA ? 1 : 0, transB: transposeB ? 1 : 0 };
  const batchA = a.shape.slice(0, -2).some((length) => length !== 1);
  const batchB = b.shape.slice(0, -2).some((length) => length !== 1);
  const float = (symbol: GraphSymbol) => castName(graph, graph.use(symbol), symbol.dtype, 'float32');
  const matrix = (symbol: GraphSymbol) =>
    symbol.shape.length === 2 ? float(symbol) : graph.reshape(float(symbol), [-1, symbol.shape.at(-1)!]);
  if (!batchB && (!batchA || !transposeA)) {
    const [rows, columns] = [a.shape.at(-2)!, b.shape.at(-1)!];
    if (transposeA && !transposeB && !bias && a.shape.length === 2) {
      const gradient = weightGradient(graph, matrix(a), matrix(b), [rows, a.shape.at(-1)!, columns]);
      return shape.length === 2 ? gradient : graph.reshape(gradient, shape);
    }
    const result = graph.op('Gemm', bias ? [matrix(a), matrix(b), bias] : [matrix(a), matrix(b)], flags);
    return shape.length === 2 ? result : graph.reshape(result, shape);
  }
  const names = [float(a), float(b)];
  const result =
    graph.portable && (transposeA || transposeB)
      ? graph.op('MatMul', [turned(graph, a, float(a), transposeA), turned(graph, b, float(b), transposeB)])
      : transposeA || transposeB
        ? graph.op('FusedMatMul', names, flags, 1, 'com.microsoft')
        : graph.op('MatMul', names);
  return bias ? graph.op('Add', [result, bias]) : result;
}

/** A matrix with its last two axes swapped, where it is to be. */
function turned(graph: Graph, { shape }: GraphSymbol, name: string, transpose: boolean): string {
  if (!transpose) return name;
  const axes = shape.map((_, axis) => axis);
  return graph.permute(name, shape, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!]);
}

function recordProduct(
  backend: OnnxBackend,
  name: string,
  a: tf.TensorInfo,
  b: tf.TensorInfo,
  transposed: Transposed,
  { bias, alpha }: Fused = {},
  activation?: string,
  leak?: number,
): tf.TensorInfo {
  const shape = productShape(a, b, transposed);
  const dtype = tf.upcastType(a.dtype, b.dtype);
  const inputs = [a, b, ...(bias ? [bias] : []), ...(alpha ? [alpha] : [])];
  const { transposeA, transposeB } = transposed;
  const key = `${name} ${transposeA} ${transposeB} ${activation} ${leak} ${Boolean(bias)}`;
  return record(backend, key, inputs, shape, dtype, (graph, [x, y, ...rest]) => {
    const names = rest.map((symbol) => graph.use(symbol!));
    const [offset, slope] = bias ? names : [undefined, ...names];
    // Gemm adds what broadcasts to its matrix; a bias of more axes is added afterwards.
    const inside = offset !== undefined && bias!.shape.length <= 2;
    let result = product(graph, x!, y!, transposed, shape, inside ? offset : undefined);
    if (offset !== undefined && (!inside || x!.shape.at(transposeA ? -2 : -1) === 0))
      result = graph.op('Add', [result, offset]);
    return castName(graph, activate(graph, result, activation, slope, leak), 'float32', dtype);
  });
}

kernel<tf.BatchMatMulInputs, tf.BatchMatMulAttrs>('BatchMatMul', ({ inputs: { a, b }, attrs, backend }) =>
  recordProduct(backend, 'BatchMatMul', a, b, {
    transposeA: Boolean(attrs.transposeA),
    transposeB: Boolean(attrs.transposeB),
  }),
);

kernel<tf._FusedMatMulInputs, tf._FusedMatMulAttrs>('_FusedMatMul', ({ inputs, attrs, backend }) =>
  recordProduct(
    backend,
    '_FusedMatMul',
    inputs.a,
    inputs.b,
    { transposeA: Boolean(attrs.transposeA), transposeB: Boolean(attrs.transposeB) },
    { bias: inputs.bias, alpha: inputs.preluActivationWeights },
    attrs.activation,
    attrs.leakyreluAlpha,
  ),
);
