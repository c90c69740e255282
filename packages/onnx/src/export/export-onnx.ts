import * as tf from '@tensorflow/tfjs';
import { backendInUse } from '../backend-in-use.ts';
import type { OnnxBackend } from '../backend.ts';
import { Graph } from '../graph/index.ts';
import { lowerTrace } from '../lower-trace.ts';
import { isRepeated, settle, traceFunction } from '../trace-function.ts';
import type { InputType, Trace } from '../trace-function.ts';
import { attempts, combinations } from './axes.ts';
import type { Attempt } from './axes.ts';
import { exported } from './exported.ts';
import type { ExportInput, Exportable, Exported } from './exported.ts';
import { MergeError } from './merge-error.ts';
import { mergeGraphs } from './merge-graphs.ts';
import type { Sample } from './merge-graphs.ts';
import { writeModel } from './write-model.ts';

/** How a file is written. */
export type ExportOptions = {
  /** What the inputs are, one after another. A model knows; a function doesn't. */
  readonly inputs?: readonly ExportInput[];
  /** Names of the outputs; by default those that a model or the returned object has, `output`, or `output0`, `output1`, ... */
  readonly outputs?: readonly string[];
  /** A text for whoever reads the file. */
  readonly description?: string;
};

/**
 * Writes what a model or a function does, with all weights, as an ONNX file that every runtime of ONNX runs: standard operators of opset
 * 18, weights named after their variables. It infers: nothing is dropped out. Equal models give equal bytes.
 *
 * Axes whose length is `null` (the batch of every model; the steps of `inputShape: [null, 80]`) are symbolic. To find out how a graph
 * depends on them, the function is called with several lengths; `batch` is the first axis, `sequence` the second, and axes of one name
 * have one length.
 *
 * @param what A `tf.LayersModel`, a `tf.GraphModel`, a function of tensors, or anything that has one of these as `model`; if it also
 *   says `normalize: true`, as an encoder does, the file's output has rows of length 1.
 * @throws TypeError if it is none of these, if a function comes without `inputs`, for a dtype other than float32, int32 and bool, and
 *   for two inputs or outputs of one name.
 * @throws RangeError for a file of 2 GiB or more.
 * @throws Error if the onnx backend is not in use; if the function reads its inputs, assigns to variables, keeps tensors, makes up
 *   random numbers, or calls a kernel that ONNX lacks; if it cannot be called with a symbolic length, or depends on one in a way that
 *   is not the same graph for all of them.
 */
export async function exportOnnx(what: Exportable, options: ExportOptions = {}): Promise<Uint8Array> {
  const backend = backendInUse('exportOnnx');
  const program = exported(what, options.inputs, options.outputs);
  const symbols = symbolsOf(program);
  let unfit: unknown;
  let merges = 0;
  for (const attempt of attempts(symbols)) {
    try {
      await settle(
        backend,
        program.fn,
        typesOf(program, symbols, () => 0, attempt),
        'exportOnnx',
      );
      return write(backend, program, symbols, attempt, options);
    } catch (error) {
      if (error instanceof MergeError ? ++merges > 1 : symbols.length === 0 || isOwn(error)) {
        throw explained(error, symbols);
      }
      // Lengths that the model doesn't take are no reason to give up, nor is one that another constant has by chance.
      if (!unfit || error instanceof MergeError) unfit = error;
    }
  }
  throw explained(unfit, symbols);
}

function symbolsOf({ inputs }: Exported): string[] {
  const symbols = new Set(inputs.flatMap(({ shape }) => shape.filter((length) => typeof length === 'string')));
  return [...symbols].sort((a, b) => Number(b === 'batch') - Number(a === 'batch'));
}

function typesOf(
  { inputs }: Exported,
  symbols: readonly string[],
  sample: (symbol: string) => number,
  attempt: Attempt,
): InputType[] {
  const length = Object.fromEntries(symbols.map((symbol) => [symbol, attempt(symbol, sample(symbol))]));
  return inputs.map(({ shape, dtype }) => ({
    shape: shape.map((axis) => (typeof axis === 'string' ? length[axis]! : axis)),
    dtype,
  }));
}

/** Everything happens in one go: no weight changes meanwhile. */
function write(
  backend: OnnxBackend,
  program: Exported,
  symbols: readonly string[],
  attempt: Attempt,
  { description }: ExportOptions,
): Uint8Array {
  const traceOf = (sample: (symbol: string) => number): Trace =>
    traceFunction(backend, program.fn, typesOf(program, symbols, sample, attempt), 'exportOnnx');
  const first = traceOf(() => 0);
  refuse(
    first,
    isRepeated(
      first,
      traceOf(() => 0),
    ),
  );
  const named = new Map<string, string>();
  let outputs: readonly string[] = [];
  const samples = combinations(symbols).map((which, i): Sample => {
    const trace = i === 0 ? first : traceOf((symbol) => which[symbol]!);
    const graph = new Graph(undefined, { portable: true, open: true });
    const lowered = lowerTrace(graph, trace);
    if (i === 0) {
      outputs = lowered.outputs;
      const names = weightNames(backend, program, trace);
      for (const [name, value] of lowered.initializers) {
        const wanted = names.get(value);
        if (wanted !== undefined) named.set(name, wanted);
      }
    }
    const shapes = new Map(graph.shapes);
    trace.inputs.forEach(({ shape }, k) => shapes.set(`in${k}`, shape));
    const lengths = Object.fromEntries(symbols.map((symbol) => [symbol, attempt(symbol, which[symbol]!)]));
    return { graph: graph.proto(), shapes, lengths };
  });
  return writeModel(mergeGraphs(samples), {
    inputs: program.inputs.map(({ name }) => name),
    outputs: outputNames(program, first),
    outputsNow: outputs,
    weights: named,
    description: description ?? '',
    metadata: { 'tensorflow.js': tf.version['tfjs-core'] },
  });
}

function refuse({ nodes }: Trace, repeats: boolean): void {
  if (!repeats) {
    throw new Error(
      'exportOnnx: the function makes up other numbers each time it is called, at random perhaps; a file would always have the same. ' +
        'Give them as an input',
    );
  }
  const host = nodes.find((node) => node.host);
  if (host) throw new Error(`exportOnnx: ${host.name}${host.call ? `, of tf.${host.call},` : ''} has no form in ONNX`);
}

function weightNames(backend: OnnxBackend, { weights }: Exported, { variables }: Trace): Map<unknown, string> {
  const names = new Map<unknown, string>();
  for (const [value, { name }] of variables) names.set(value, name);
  for (const [id, name] of weights) if (backend.holds(id)) names.set(backend.value(id), name);
  return names;
}

function outputNames({ outputs }: Exported, { paths }: Trace): readonly string[] {
  if (outputs && outputs.length !== paths.length) {
    throw new TypeError(`exportOnnx: outputs must be ${paths.length} names, got ${outputs.length}`);
  }
  if (outputs) return outputs;
  return paths.map((path) => (/^\d*$/.test(path) ? `output${path}` : path));
}

const isOwn = (error: unknown): boolean => error instanceof Error && error.message.startsWith('exportOnnx:');

function explained(error: unknown, symbols: readonly string[]): unknown {
  const advice = `Give a number where an input has a symbolic length (${symbols.join(', ')}): { inputs: [[1, ...]] }`;
  if (error instanceof MergeError) {
    return new Error(
      `exportOnnx: no one graph is right for all lengths: ${error.message} depends on them in a way that cannot be written down. ${advice}`,
      { cause: error },
    );
  }
  if (!(error instanceof Error) || symbols.length === 0 || isOwn(error)) return error;
  return new Error(
    `exportOnnx: the function cannot be called with any of the lengths tried: ${error.message}. ${advice}`,
    {
      cause: error,
    },
  );
}
