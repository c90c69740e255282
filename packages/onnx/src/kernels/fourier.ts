import type { Graph } from '../graph/index.ts';

/*
 * The discrete Fourier transform of rows, from matrix products. ONNX has an operator, DFT, but for lengths that are no power of two
 * its error is 1e-4 to 5e-4 of the largest component (here 1e-6), and it takes 2 to 20 times as long.
 *
 * A transform of length a * b is b transforms of length a, a turn of each element, and a transforms of length b:
 *
 *   X[p + a q] = sum over t of w(b, q t) * w(a b, p t) * sum over s of w(a, p s) * x[s b + t],   w(n, k) = exp(-2 pi i k / n)
 *
 * A prime length too long for a matrix becomes a convolution with a chirp, by transforms of a power of two (Bluestein).
 */

/** The names of the real and the imaginary part, each `[rows, n]`; no imaginary part is one of zeros. */
export type ComplexRows = { readonly real: string; readonly imag: string | null };

type Known = { readonly real: string; readonly imag: string };

/** A first factor up to this length; so short a transform is one product. */
const SHORT = 64;
/** A prime length up to this is one product too. */
const LONGEST_MATRIX = 512;

/** The transform of rows of length `n`; a sign of 1 turns the other way, and divides by nothing. */
export function fourier(graph: Graph, input: ComplexRows, n: number, sign: 1 | -1): Known {
  const first = n > SHORT ? largestDivisor(n, Math.min(SHORT, Math.floor(Math.sqrt(n)))) : 1;
  if (first > 1) return byFactors(graph, input, first, n / first, sign);
  return n <= LONGEST_MATRIX ? byMatrix(graph, input, n, sign) : byChirp(graph, input, n, sign);
}

function largestDivisor(n: number, atMost: number): number {
  for (let divisor = atMost; divisor > 1; divisor--) if (n % divisor === 0) return divisor;
  return 1;
}

function byMatrix(graph: Graph, input: ComplexRows, n: number, sign: number): Known {
  const matrix = turns(graph, [n, n], (i) => ((i % n) * Math.floor(i / n)) % n, n, sign);
  return product(graph, input, matrix, (part, factor) => graph.op('MatMul', [part, factor]));
}

function byFactors(graph: Graph, input: ComplexRows, a: number, b: number, sign: 1 | -1): Known {
  const n = a * b;
  const squares = mapParts(input, (part) => graph.reshape(part, [-1, a, b]));
  const matrix = turns(graph, [a, a], (i) => ((i % a) * Math.floor(i / a)) % a, a, sign);
  const columns = product(graph, squares, matrix, (part, factor) => graph.op('MatMul', [factor, part]));
  const twiddles = turns(graph, [a, b], (i) => (i % b) * Math.floor(i / b), n, sign);
  const turned = product(graph, columns, twiddles, (part, factor) => graph.op('Mul', [part, factor]));
  const rows = fourier(
    graph,
    mapParts(turned, (part) => graph.reshape(part, [-1, b])),
    b,
    sign,
  );
  return mapParts(rows, (part) =>
    graph.reshape(graph.op('Transpose', [graph.reshape(part, [-1, a, b])], { perm: [0, 2, 1] }), [-1, n]),
  );
}

/** `j k = (j^2 + k^2 - (k - j)^2) / 2`, so a transform is a convolution with a chirp, between products with one. */
function byChirp(graph: Graph, input: ComplexRows, n: number, sign: 1 | -1): Known {
  const length = 2 ** Math.ceil(Math.log2(2 * n - 1));
  const square = (i: number) => Number((BigInt(i) * BigInt(i)) % BigInt(2 * n));
  const chirp = turns(graph, [1, n], square, 2 * n, sign);
  const distance = (i: number) => Math.min(i, length - i);
  const filter = turns(graph, [1, length], (i) => (distance(i) < n ? square(distance(i)) : -1), 2 * n, -sign);
  const multiply = (part: string, factor: string) => graph.op('Mul', [part, factor]);
  const wound = mapParts(product(graph, input, chirp, multiply), (part) =>
    graph.op('Pad', [part, graph.ints([0, 0, 0, length - n])]),
  );
  const [left, right] = [fourier(graph, wound, length, -1), fourier(graph, filter, length, -1)];
  const both = fourier(graph, product(graph, left, right, multiply), length, 1);
  const middle = mapParts(both, (part) => {
    const kept = graph.op('Slice', [part, graph.ints([0]), graph.ints([n]), graph.ints([1])]);
    return graph.op('Mul', [kept, graph.float(1 / length)]);
  });
  return product(graph, middle, chirp, multiply);
}

/** The complex numbers `exp(sign 2 pi i * of(index) / n)`, and 0 where `of` gives -1. */
function turns(graph: Graph, shape: readonly number[], of: (index: number) => number, n: number, sign: number): Known {
  const steps = Int32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => of(i));
  const part = (f: (angle: number) => number) => {
    const table = Float32Array.from({ length: n }, (_, k) => f((sign * 2 * Math.PI * k) / n));
    const values = Float32Array.from(steps, (k) => table[k] ?? 0);
    return graph.constant(values, 'float32', shape);
  };
  return { real: part(Math.cos), imag: part(Math.sin) };
}

/** A product, linear in both, of complex numbers. */
function product(
  graph: Graph,
  { real, imag }: ComplexRows,
  factor: Known,
  times: (part: string, factor: string) => string,
): Known {
  const [realPart, imagPart] = [times(real, factor.real), times(real, factor.imag)];
  if (imag === null) return { real: realPart, imag: imagPart };
  return {
    real: graph.op('Sub', [realPart, times(imag, factor.imag)]),
    imag: graph.op('Add', [imagPart, times(imag, factor.real)]),
  };
}

function mapParts<Rows extends ComplexRows>({ real, imag }: Rows, map: (part: string) => string): Rows {
  return { real: map(real), imag: imag === null ? null : map(imag) } as Rows;
}
