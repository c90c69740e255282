import * as tf from '@tensorflow/tfjs';
import { backendInUse } from './backend-in-use.ts';
import type { OnnxBackend } from './backend.ts';
import { computed, copyOf, holdInput, letGo } from './held-input.ts';
import type { HeldInput } from './held-input.ts';
import { inTurn } from './in-turn.ts';
import { isCurrent, makePlan } from './plan.ts';
import type { Plan } from './plan.ts';
import { runSession } from './run-session.ts';
import { SessionCache } from './session-cache.ts';

/** A compiled function. */
export type Compiled<Inputs extends readonly tf.Tensor[], Output> = {
  /** Computes the outputs, as new tensors, for inputs of any shape that the function takes; calls run one after another. */
  (...inputs: Inputs): Promise<Output>;
  /** For how many shapes there is a graph now. */
  readonly sessions: number;
  /** Releases everything, after the calls that are under way; later ones throw. */
  dispose(): Promise<void>;
};

/**
 * Makes a function of tensors fast: it is called for each new shape of its inputs, and what it does is kept as one graph, with all
 * weights inside. From then on a call is one run of that graph, without TensorFlow.js in between.
 *
 * The function must do the same each time. Numbers and tensors that it uses are taken as they are when a shape is first seen. Variables
 * are watched: after one was assigned to (by an optimiser, by `setWeights`), the next call makes a new graph, which takes as long as
 * the first. A function that needs JavaScript between two graphs, or that makes up random numbers, is just called each time. What it
 * returns has no gradient.
 *
 * @param fn Takes tensors, returns tensors or lists or objects of them: `(x) => model.apply(x)`.
 * @throws TypeError if `fn` is not a function.
 * @throws Error if the onnx backend is not in use; when called, if the function reads its inputs, assigns to variables, keeps tensors
 *   from one call to the next, or uses something that was disposed.
 */
export function compile<const Inputs extends readonly tf.Tensor[], Output extends tf.TensorContainer>(
  fn: (...inputs: Inputs) => Output,
): Compiled<Inputs, Output> {
  if (typeof fn !== 'function') throw new TypeError(`compile: fn must be a function of tensors, got ${typeof fn}`);
  const call = fn as unknown as (...inputs: tf.Tensor[]) => Output;
  let backend = backendInUse('compile');
  let cache = new SessionCache(backend.limits.sessionBytes);
  const plans = new Map<string, Plan>();
  // ONNX Runtime for Node runs on this thread anyway, and so a session is never released under a call.
  const next = inTurn();
  let disposed = false;

  const forget = (): Promise<void> => {
    plans.clear();
    return cache.clear();
  };
  const planFor = async (inputs: readonly HeldInput[]): Promise<Plan> => {
    let key = '';
    for (const { shape, dtype } of inputs) key += `${dtype}${shape.join()};`;
    const found = plans.get(key);
    if (found && isCurrent(found) && (!found.session || cache.get(key))) return found;
    if (found && !isCurrent(found)) await forget();
    const made = await makePlan(backend, call, inputs);
    plans.set(key, made);
    if (made.session) await cache.add(key, made.session);
    return made;
  };
  const run = async (inputs: readonly HeldInput[], by: OnnxBackend): Promise<Output> => {
    if (disposed) throw new Error('compile: this function was disposed');
    if (backend !== by) {
      await forget();
      backend = by;
      cache = new SessionCache(backend.limits.sessionBytes);
    }
    const { session, outputs, arrange } = await planFor(inputs);
    if (session) return arrange(await runSession(backend, session.session, inputs, outputs)) as Output;
    for (const input of inputs) await computed(backend, input);
    return tf.tidy(() => call(...inputs.map((input) => copyOf(backend, input))));
  };
  const compiled = async (...inputs: Inputs): Promise<Output> => {
    const held: HeldInput[] = [];
    try {
      const by = backendInUse('compile');
      for (const input of inputs) held.push(holdInput(by, input));
      return await next(() => run(held, by));
    } finally {
      held.forEach(letGo);
    }
  };
  const dispose = (): Promise<void> => {
    return next(async () => {
      disposed = true;
      await forget();
    });
  };
  return Object.defineProperties(compiled, {
    sessions: { get: () => cache.size },
    dispose: { value: dispose },
  }) as Compiled<Inputs, Output>;
}
