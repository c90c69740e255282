import type { NodeProto, TensorProto } from '../graph/generated/onnx_pb.ts';
import { evenSteps, numbersOf, sameConstant, withoutRepeats } from './elements.ts';
import type { Numbers } from './elements.ts';
import type { Lengths } from './lengths.ts';
import { MergeError } from './merge-error.ts';
import type { Length, ShapeEmitter } from './shape-emitter.ts';

const FLOAT = 1;
const INT32 = 6;
const INT64 = 7;

/**
 * One constant of the same place in the graph of each sample, as the name of what gives its elements for any lengths: lengths of other
 * tensors, a repeated or an evenly spaced constant.
 *
 * @throws MergeError if it depends on the lengths in another way.
 */
export function mergeConstants(
  constants: readonly TensorProto[],
  { opType }: NodeProto,
  position: number,
  lengths: Lengths,
  emit: ShapeEmitter,
): string {
  const [first] = constants as [TensorProto, ...TensorProto[]];
  if (constants.every((constant) => sameConstant(constant, first))) {
    emit.constants.set(first.name, first);
    return first.name;
  }
  const { dataType } = first;
  const lists = constants.map(numbersOf);
  const shapes = constants.map(({ dims }) => dims.map(Number));
  const fail = (): never => {
    throw new MergeError(`a constant of ${opType} (shapes ${shapes.map((shape) => `[${shape.join()}]`).join(', ')})`);
  };
  if (lists.some((list) => !list) || constants.some((constant) => constant.dataType !== dataType)) return fail();
  const elements = lists as Numbers[];
  const dims = vectors(shapes, lengths);
  if (!dims) return fail();
  if (dims.every((length) => typeof length === 'number')) {
    if (dims.length > 1) return fail();
    if (dataType === FLOAT) return scalar(elements, dims, lengths, emit) ?? fail();
    if (dataType !== INT32 && dataType !== INT64) return fail();
    const values = elements.map((list) => Array.from(list));
    const open = opType === 'Reshape' && position === 1 && !values[0]!.some((value) => value < 1);
    const vector = open ? openShape(values, lengths) : vectors(values, lengths);
    if (!vector) return fail();
    const name = emit.vector(vector);
    const typed = dataType === INT32 ? emit.op('Cast', [name], { to: INT32 }) : name;
    return dims.length === 1 ? typed : emit.op('Squeeze', [typed, emit.ints([0])]);
  }
  const open = dims.flatMap((length, axis) => (typeof length === 'number' ? [] : [axis]));
  const reduced = elements.map((list, s) => withoutRepeats(list, shapes[s]!, open));
  const [one] = reduced;
  const same = reduced.every(
    (other) =>
      other.shape.join() === one!.shape.join() &&
      Array.from(other.elements).every((x, i) => Object.is(x, one!.elements[i])),
  );
  if (same) {
    const bytes = bytesOf(one!.elements, dataType);
    return emit.op('Expand', [emit.constant(dataType, one!.shape, bytes), emit.vector(dims)]);
  }
  return spaced(reduced, dims, dataType, emit) ?? fail();
}

/** Elements of vectors, those that vary as formulas. */
function vectors(samples: readonly (readonly number[])[], lengths: Lengths): Length[] | undefined {
  const [first] = samples as [readonly number[]];
  if (samples.some((sample) => sample.length !== first.length)) return undefined;
  const found = first.map((value, i): Length | undefined => {
    const values = samples.map((sample) => sample[i]!);
    return values.every((other) => other === value) ? value : lengths.find(values);
  });
  return found.includes(undefined) ? undefined : (found as Length[]);
}

/** The shape that something is given: one length may be left open. */
function openShape(samples: readonly (readonly number[])[], lengths: Lengths): Length[] | undefined {
  const [first] = samples as [readonly number[]];
  if (samples.some((sample) => sample.length !== first.length)) return undefined;
  const varies = first.flatMap((value, i) => (samples.some((sample) => sample[i] !== value) ? [i] : []));
  const closed = (but: number) =>
    vectors(
      samples.map((sample) => sample.map((value, i) => (i === but ? -1 : value))),
      lengths,
    );
  for (const axis of varies) {
    const shape = closed(axis);
    if (shape) return shape;
  }
  return undefined;
}

/** A float that is a length, or one divided by a length. */
function scalar(
  elements: readonly Numbers[],
  dims: readonly Length[],
  lengths: Lengths,
  emit: ShapeEmitter,
): string | undefined {
  if (elements.some((list) => list.length !== 1)) return undefined;
  const values = elements.map((list) => list[0]!);
  const shaped = (name: string) => (dims.length === 1 ? name : emit.op('Squeeze', [name, emit.ints([0])]));
  const inverse = values.map((value) => Math.round(1 / value));
  const whole = values.every(Number.isInteger);
  if (!whole && !inverse.every((length, s) => Math.fround(1 / length) === values[s])) return undefined;
  const formula = lengths.find(whole ? values : inverse);
  if (!formula) return undefined;
  const float = emit.op('Cast', [emit.vector([formula])], { to: FLOAT });
  return shaped(whole ? float : emit.op('Div', [emit.float(1), float]));
}

/** Positions 0, 1, 2, ... along one axis, or other evenly spaced numbers. */
function spaced(
  reduced: readonly { readonly elements: Numbers; readonly shape: readonly number[] }[],
  dims: readonly Length[],
  dataType: number,
  emit: ShapeEmitter,
): string | undefined {
  const shape = reduced[0]!.shape;
  const axis = shape.findIndex((length) => length !== 1);
  if (axis < 0 || shape.some((length, i) => i !== axis && length !== 1)) return undefined;
  const steps = reduced.map((sample) =>
    sample.shape[axis] === sample.elements.length ? evenSteps(sample.elements) : undefined,
  );
  const [line] = steps;
  if (!line || steps.some((other) => other?.first !== line.first || other.step !== line.step)) return undefined;
  const end = emit.op('Squeeze', [emit.vector([dims[axis]!]), emit.ints([0])]);
  let name = emit.op('Range', [emit.ints([0], []), end, emit.ints([1], [])]);
  const constant = (value: number) => emit.constant(dataType, [], bytesOf([value], dataType));
  if (dataType !== INT64) name = emit.op('Cast', [name], { to: dataType });
  if (line.step !== 1) name = emit.op('Mul', [name, constant(line.step)]);
  if (line.first !== 0) name = emit.op('Add', [name, constant(line.first)]);
  const alone = emit.op('Reshape', [name, emit.ints(shape.map((_, i) => (i === axis ? -1 : 1)))]);
  return dims.length === 1 ? alone : emit.op('Expand', [alone, emit.vector(dims)]);
}

function bytesOf(elements: Numbers, dataType: number): Uint8Array {
  if (dataType === FLOAT) return new Uint8Array(Float32Array.from(elements).buffer);
  if (dataType === INT32) return new Uint8Array(Int32Array.from(elements).buffer);
  if (dataType === INT64) return new Uint8Array(BigInt64Array.from(Array.from(elements), BigInt).buffer);
  return Uint8Array.from(elements);
}
