import type * as tf from '@tensorflow/tfjs';
import type { Graph, GraphSymbol } from '../graph/index.ts';
import { record } from '../tracer.ts';
import { castName } from './cast-name.ts';
import { kernel } from './kernel.ts';
import { channelsFirst, fromChannelsFirst } from './layout.ts';

/*
 * Resizing is linear and acts on rows and on columns alike: a product with a matrix [new, old] for each, and with their transposed
 * matrices for the gradient.
 */

type Attributes = { readonly alignCorners: boolean; readonly halfPixelCenters: boolean };

/** Length of the old axis for each step of the new one. */
function ratio(from: number, to: number, { alignCorners }: Attributes): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** The nearest old position of each new one. */
function nearest(from: number, to: number, attributes: Attributes): number[] {
  const step = ratio(from, to, attributes);
  return Array.from({ length: to }, (_, i) => {
    const at = attributes.halfPixelCenters ? step * (i + 0.5) : step * i;
    return Math.max(0, Math.min(from - 1, attributes.alignCorners ? Math.round(at) : Math.floor(at)));
  });
}

function nearestMatrix(from: number, to: number, attributes: Attributes): Float32Array {
  const matrix = new Float32Array(to * from);
  nearest(from, to, attributes).forEach((position, i) => (matrix[i * from + position] = 1));
  return matrix;
}

function bilinearMatrix(from: number, to: number, attributes: Attributes): Float32Array {
  const step = ratio(from, to, attributes);
  const matrix = new Float32Array(to * from);
  for (let i = 0; i < to; i++) {
    const at = attributes.halfPixelCenters ? step * (i + 0.5) - 0.5 : step * i;
    const low = Math.max(0, Math.floor(at));
    const high = Math.min(from - 1, Math.ceil(at));
    const share = at - low;
    matrix[i * from + low] = matrix[i * from + low]! + 1 - share;
    matrix[i * from + high] = matrix[i * from + high]! + share;
  }
  return matrix;
}

type MatrixOf = (from: number, to: number, attributes: Attributes) => Float32Array;

/**
 * Emits a map that is enlarged by whole numbers as ONNX's own operator, which takes any size; undefined where that doesn't do the same.
 */
function enlarged(
  graph: Graph,
  map: GraphSymbol,
  [height, width]: readonly [number, number],
  mode: 'nearest' | 'linear',
  { alignCorners, halfPixelCenters }: Attributes,
): string | undefined {
  const [n, h, w, c] = map.shape as [number, number, number, number];
  if (!graph.portable || alignCorners || height % h !== 0 || width % w !== 0) return undefined;
  const scales = graph.constant(Float32Array.of(1, 1, height / h, width / w), 'float32', [4]);
  const resized = graph.op('Resize', [channelsFirst(graph, map, true), '', scales], {
    mode,
    nearest_mode: 'floor',
    coordinate_transformation_mode: halfPixelCenters && mode === 'linear' ? 'half_pixel' : 'asymmetric',
  });
  return fromChannelsFirst(graph, resized, [n, height, width, c], true);
}

/** Emits `map` ([n, h, w, c]) with its height and width multiplied by matrices, or by their transposed ones. */
function multiplied(
  graph: Graph,
  map: GraphSymbol,
  [rows, columns]: readonly [Float32Array, Float32Array],
  [height, width]: readonly number[],
  transposed: boolean,
): string {
  const [n, h, w, c] = map.shape as [number, number, number, number];
  const matrix = (values: Float32Array, to: number, from: number) => {
    if (!transposed) return graph.constant(values, 'float32', [to, from]);
    const turned = Float32Array.from({ length: to * from }, (_, i) => values[(i % from) * to + Math.floor(i / from)]!);
    return graph.constant(turned, 'float32', [to, from]);
  };
  const input = graph.reshape(castName(graph, graph.use(map), map.dtype, 'float32'), [n, h, w * c]);
  const tall = graph.op('MatMul', [matrix(rows, height!, h), input]);
  const wide = graph.op('MatMul', [matrix(columns, width!, w), graph.reshape(tall, [n * height!, w, c])]);
  return graph.reshape(wide, [n, height!, width!, c]);
}

function keyOf(name: string, { alignCorners, halfPixelCenters }: Attributes): string {
  return `${name} ${Boolean(alignCorners)} ${Boolean(halfPixelCenters)}`;
}

kernel<tf.ResizeBilinearInputs, tf.ResizeBilinearAttrs>('ResizeBilinear', ({ inputs: { images }, attrs, backend }) => {
  const [n, h, w, c] = images.shape as [number, number, number, number];
  const [height, width] = attrs.size;
  return record(backend, keyOf('ResizeBilinear', attrs), [images], [n, height, width, c], 'float32', (graph, [map]) => {
    const larger = map.dtype === 'float32' && enlarged(graph, map, attrs.size, 'linear', attrs);
    if (larger) return larger;
    const matrices = [bilinearMatrix(h, height, attrs), bilinearMatrix(w, width, attrs)] as const;
    return multiplied(graph, map, matrices, attrs.size, false);
  });
});

kernel<tf.ResizeNearestNeighborInputs, tf.ResizeNearestNeighborAttrs>(
  'ResizeNearestNeighbor',
  ({ inputs: { images }, attrs, backend }) => {
    const [n, h, w, c] = images.shape as [number, number, number, number];
    const [height, width] = attrs.size;
    const key = keyOf('ResizeNearestNeighbor', attrs);
    return record(backend, key, [images], [n, height, width, c], images.dtype, (graph, [map]) => {
      const larger = map.dtype === 'float32' && enlarged(graph, map, attrs.size, 'nearest', attrs);
      if (larger) return larger;
      const rows = graph.op('Gather', [graph.use(map), graph.ints(nearest(h, height, attrs))], { axis: 1 });
      return graph.op('Gather', [rows, graph.ints(nearest(w, width, attrs))], { axis: 2 });
    });
  },
);

function gradient(name: string, matrixOf: MatrixOf): void {
  kernel<tf.ResizeBilinearGradInputs, tf.ResizeBilinearGradAttrs>(
    name,
    ({ inputs: { images, dy }, attrs, backend }) => {
      const [, h, w] = images.shape as [number, number, number, number];
      const [, height, width] = dy.shape as [number, number, number, number];
      return record(backend, keyOf(name, attrs), [dy], images.shape, 'float32', (graph, [map]) => {
        const matrices = [matrixOf(h, height, attrs), matrixOf(w, width, attrs)] as const;
        return multiplied(graph, map, matrices, [h, w], true);
      });
    },
  );
}
gradient('ResizeBilinearGrad', bilinearMatrix);
gradient('ResizeNearestNeighborGrad', nearestMatrix);

kernel<tf.FlipLeftRightInputs>('FlipLeftRight', ({ inputs: { image }, backend }) =>
  record(backend, 'FlipLeftRight', [image], image.shape, image.dtype, (graph, [map]) =>
    graph.op('Slice', [graph.use(map), ...[-1, -(2 ** 31), 2, -1].map((value) => graph.ints([value]))]),
  ),
);
