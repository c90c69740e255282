import type * as tf from '@tensorflow/tfjs';
import type { OnnxBackend } from './backend.ts';
import { Graph } from './graph/index.ts';
import { inferenceOptions } from './inference-options.ts';
import { lowerTrace } from './lower-trace.ts';
import type { OutputType } from './run-session.ts';
import type { CachedSession } from './session-cache.ts';
import { isRepeated, settle, traceFunction } from './trace-function.ts';
import type { InputType, Trace } from './trace-function.ts';

/** What a function does to inputs of one shape: a session, or nothing where it has to be called each time. */
export type Plan = {
  readonly session: CachedSession | null;
  readonly outputs: readonly OutputType[];
  readonly arrange: Trace['arrange'];
  /** Variables that are inside, each with what it held. */
  readonly variables: readonly (readonly [tf.Variable, tf.DataId])[];
  /** Other values that are inside, which somebody may dispose. */
  readonly captured: Trace['captured'];
};

/** What a session costs beside its weights: a rough, generous figure. */
const SESSION_BYTES = 200_000;

/**
 * Looks at a function twice and makes a session of what it does.
 *
 * @throws Error as `traceFunction` does.
 */
export async function makePlan(
  backend: OnnxBackend,
  fn: (...inputs: tf.Tensor[]) => unknown,
  types: readonly InputType[],
): Promise<Plan> {
  await settle(backend, fn, types, 'compile');
  const trace = traceFunction(backend, fn, types, 'compile');
  const { outputs: values, arrange } = trace;
  const captured = trace.captured.filter((value) => !trace.variables.has(value));
  const variables = [...trace.variables.values()].map((variable) => [variable, variable.dataId] as const);
  const lasting = { arrange, captured, variables };
  const repeats = isRepeated(trace, traceFunction(backend, fn, types, 'compile'));
  if (!repeats || trace.nodes.some(({ host }) => host)) return { ...lasting, session: null, outputs: [] };
  const graph = new Graph(undefined, { portable: true });
  const { outputs } = lowerTrace(graph, trace);
  const model = graph.model();
  const session = await backend.runtime.InferenceSession.create(model, inferenceOptions(backend));
  return {
    ...lasting,
    session: { session, outputs, nodes: graph.nodes.length, bytes: SESSION_BYTES + 3 * model.byteLength },
    outputs: outputs.map((name, i) => ({ name, shape: values[i]!.shape, dtype: values[i]!.dtype })),
  };
}

/** Whether what is inside is still what the function would take. */
export function isCurrent({ variables, captured }: Plan): boolean {
  for (const [variable, id] of variables) if (variable.isDisposed || variable.dataId !== id) return false;
  for (const value of captured) if (value.dead) return false;
  return true;
}
