import * as tf from '@tensorflow/tfjs';
import type { AxisLength } from './axes.ts';

/** A length, `null` for any (the same in all inputs at this position), or the name of an axis of any length. */
export type ExportShape = readonly (number | null | string)[];

/** An input: its shape, that with a name and a dtype (`float32`), or a tensor like it, whose first axis may then have any length. */
export type ExportInput =
  | tf.Tensor
  | ExportShape
  | { readonly name?: string; readonly shape: ExportShape; readonly dtype?: 'float32' | 'int32' | 'bool' };

/** What can be exported; where something has a model and `normalize`, the rows of its one output are brought to length 1. */
export type Exportable =
  | tf.LayersModel
  | tf.GraphModel
  | ((...inputs: never[]) => tf.TensorContainer)
  | { readonly model: Exportable; readonly normalize?: boolean };

/** A function with everything that a file says of it. */
export type Exported = {
  readonly fn: (...inputs: tf.Tensor[]) => unknown;
  readonly inputs: readonly {
    readonly name: string;
    readonly shape: readonly AxisLength[];
    readonly dtype: tf.DataType;
  }[];
  /** Names of the outputs, as far as there are any. */
  readonly outputs: readonly string[] | undefined;
  /** Names of tensors that are not variables. */
  readonly weights: ReadonlyMap<tf.DataId, string>;
};

/**
 * What is to be exported as a function.
 *
 * @throws TypeError if it is none of these, or if nothing says what shapes its inputs have.
 */
export function exported(what: Exportable, inputs?: readonly ExportInput[], outputs?: readonly string[]): Exported {
  if (typeof what === 'function') {
    if (!inputs) {
      throw new TypeError(
        'exportOnnx: a function needs inputs: a shape or a tensor for each, { inputs: [[null, 784]] }',
      );
    }
    return {
      fn: what as unknown as Exported['fn'],
      inputs: inputs.map((input, i) => inputOf(input, inputs.length === 1 ? 'input' : `input${i}`)),
      outputs,
      weights: new Map(),
    };
  }
  if (what instanceof tf.LayersModel) return layersModel(what, inputs, outputs);
  if (what instanceof tf.GraphModel) return graphModel(what, inputs, outputs);
  if (typeof what === 'object' && what !== null && 'model' in what) {
    const inner = exported(what.model, inputs, outputs);
    return what.normalize === true ? { ...inner, fn: (...tensors) => unitRows(inner.fn(...tensors)) } : inner;
  }
  throw new TypeError(
    'exportOnnx: what is to be exported must be a tf.LayersModel, a tf.GraphModel, a function of tensors, or have one of them as ' +
      `\`model\`, got ${what === null ? 'null' : typeof what}`,
  );
}

/** A row shorter than this has no direction. */
const SHORTEST = 1e-12;

/** Rows of length 1, as whoever says `normalize` compares them; a row without a direction becomes 0. */
function unitRows(output: unknown): tf.Tensor {
  const y = Array.isArray(output) && output.length === 1 ? (output[0] as unknown) : output;
  if (!(y instanceof tf.Tensor) || y.rank !== 2) {
    throw new TypeError('exportOnnx: with `normalize` the model must have one output, [batch, dimensions]');
  }
  const length = tf.norm(y, 'euclidean', 1, true);
  return tf.mul(y, tf.where(tf.greater(length, SHORTEST), tf.reciprocal(length), tf.zerosLike(length)));
}

function layersModel(
  model: tf.LayersModel,
  inputs: readonly ExportInput[] | undefined,
  outputs: readonly string[] | undefined,
): Exported {
  // A tf.sequential that knows its shapes is not built before it is used.
  if (!model.built && model.inputs?.length > 0) (model as tf.Sequential).build();
  if (!model.built) {
    throw new TypeError(
      'exportOnnx: the model has no weights yet: give its first layer an inputShape, or call it once',
    );
  }
  const given = inputs ?? model.inputs.map(({ shape, dtype }) => ({ shape, dtype: dtype as 'float32' }));
  return {
    fn: (...tensors) => model.apply(tensors.length === 1 ? tensors[0]! : tensors, { training: false }),
    inputs: given.map((input, i) => inputOf(input, model.inputNames[i] ?? `input${i}`)),
    outputs: outputs ?? model.outputNames,
    weights: new Map(),
  };
}

function graphModel(
  model: tf.GraphModel,
  inputs: readonly ExportInput[] | undefined,
  outputs: readonly string[] | undefined,
): Exported {
  const weights = new Map<tf.DataId, string>();
  for (const [name, tensors] of Object.entries(model.weights)) {
    for (const { dataId } of tensors) weights.set(dataId, name);
  }
  const given =
    inputs ??
    model.inputs.map(({ name, shape, dtype }) => ({
      name,
      shape: anyWhereUnknown(name, shape),
      dtype: dtype as 'float32',
    }));
  const names = model.inputs.map(({ name }) => name);
  return {
    fn: (...tensors) => model.execute(Object.fromEntries(tensors.map((tensor, i) => [names[i]!, tensor]))),
    inputs: given.map((input, i) => inputOf(input, withoutPort(names[i] ?? `input${i}`))),
    outputs: outputs ?? model.outputs.map(({ name }) => withoutPort(name)),
    weights,
  };
}

const withoutPort = (name: string): string => name.replace(/:0$/, '');

function anyWhereUnknown(name: string, shape: readonly (number | null)[] | undefined): ExportShape {
  if (!shape) throw new TypeError(`exportOnnx: the model doesn't say what shape its input ${name} has: give inputs`);
  return shape.map((length) => (length === null || length < 0 ? null : length));
}

const isShape = (input: ExportInput): input is ExportShape => Array.isArray(input);

function inputOf(input: ExportInput, name: string): Exported['inputs'][number] {
  if (input instanceof tf.Tensor) {
    const { shape, dtype } = input;
    return check({ name, shape: shape.map((length, axis) => (axis === 0 ? 'batch' : length)), dtype });
  }
  const { shape, ...rest } = isShape(input) ? { shape: input } : input;
  const lengths = shape.map((length, axis) => length ?? (axis === 0 ? 'batch' : nameOfAxis(shape.length, axis)));
  return check({ name, dtype: 'float32', ...rest, shape: lengths });
}

function nameOfAxis(rank: number, axis: number): string {
  return axis === 1 && rank <= 3 ? 'sequence' : `axis${axis}`;
}

function check(input: Exported['inputs'][number]): Exported['inputs'][number] {
  const { name, shape, dtype } = input;
  if (!['float32', 'int32', 'bool'].includes(dtype)) {
    throw new TypeError(`exportOnnx: input ${name} must be of dtype float32, int32 or bool, got ${dtype}`);
  }
  for (const length of shape) {
    const named = typeof length === 'string' && /^[A-Za-z_]\w*$/.test(length);
    if (named || (Number.isInteger(length) && (length as number) > 0)) continue;
    throw new RangeError(`exportOnnx: a length of input ${name} must be 1 or more, null or a name, got ${length}`);
  }
  return input;
}
