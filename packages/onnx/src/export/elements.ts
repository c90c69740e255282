import type { TensorProto } from '../graph/generated/onnx_pb.ts';

/** Elements of a constant, as numbers: int64 too, since what is computed with are lengths. */
export type Numbers = ArrayLike<number>;

/** The elements of a constant; undefined for a type whose elements are not numbers of this backend. */
export function numbersOf({ dataType, rawData }: TensorProto): Numbers | undefined {
  const bytes = rawData.byteOffset % 8 === 0 ? rawData : rawData.slice();
  const { buffer, byteOffset, byteLength } = bytes;
  if (dataType === 1) return new Float32Array(buffer, byteOffset, byteLength / 4);
  if (dataType === 6) return new Int32Array(buffer, byteOffset, byteLength / 4);
  if (dataType === 7) return Array.from(new BigInt64Array(buffer, byteOffset, byteLength / 8), Number);
  return dataType === 9 || dataType === 2 ? bytes : undefined;
}

/** Whether two constants are the same. */
export function sameConstant(a: TensorProto, b: TensorProto): boolean {
  if (a.dataType !== b.dataType || a.dims.join() !== b.dims.join()) return false;
  const [x, y] = [a.rawData, b.rawData];
  if (x.buffer === y.buffer && x.byteOffset === y.byteOffset) return true;
  return x.length === y.length && x.every((byte, i) => byte === y[i]);
}

/** Elements of a shape, without what only repeats along those of `axes` where it does: these have length 1 then. */
export function withoutRepeats(
  elements: Numbers,
  shape: readonly number[],
  axes: readonly number[],
): { readonly elements: Numbers; readonly shape: readonly number[] } {
  let found = { elements, shape };
  for (const axis of axes) found = withoutRepeatsOf(found.elements, found.shape, axis);
  return found;
}

function withoutRepeatsOf(elements: Numbers, shape: readonly number[], axis: number) {
  const length = shape[axis]!;
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const outer = shape.slice(0, axis).reduce((a, b) => a * b, 1);
  for (let o = 0; o < outer; o++) {
    for (let i = inner; i < length * inner; i++) {
      const at = o * length * inner;
      if (!Object.is(elements[at + i], elements[at + (i % inner)])) return { elements, shape };
    }
  }
  const first: number[] = [];
  for (let o = 0; o < outer; o++) for (let i = 0; i < inner; i++) first.push(elements[o * length * inner + i]!);
  return { elements: first, shape: shape.map((size, i) => (i === axis ? 1 : size)) };
}

/** The first element and the step of a list of evenly spaced numbers. */
export function evenSteps(elements: Numbers): { readonly first: number; readonly step: number } | undefined {
  const first = elements[0]!;
  const step = elements[1]! - first;
  for (let i = 0; i < elements.length; i++) {
    const value = first + i * step;
    if (elements[i] !== value && elements[i] !== Math.fround(value)) return undefined;
  }
  return { first, step };
}
