import * as tf from '@tensorflow/tfjs';
import type { SavedArray } from '../files/index.ts';
import type { Json } from '../json.ts';
import type { LossParts } from '../losses/index.ts';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import type { Hook, HookState } from './hook.ts';
import { restoreSlots, slotsOf } from './optimizer-slots.ts';
import { assignValues, namedWeights } from './weights.ts';

/**
 * A run as it was after a step: weights, what the loss and the optimiser remember, what hooks want to keep. Batches,
 * augmentation, dropout and schedules follow from the seed and the number of the step.
 *
 * `checkpointBytes` makes a file of it.
 */
export type Checkpoint = {
  /** The steps made. */
  readonly step: number;
  readonly seed: number;
  readonly arrays: ReadonlyMap<string, SavedArray>;
  readonly state: Readonly<Record<string, Json>>;
  /** The file it was read from, as messages name it. */
  readonly file?: string;
};

/** What a checkpoint is taken of, and put back into. */
export type Resumable = {
  readonly models: readonly tf.LayersModel[];
  readonly loss: LossParts;
  readonly optimizer: tf.Optimizer;
  readonly hooks: readonly Hook[];
  readonly seed: number;
};

/** A checkpoint after `history.length` steps. */
export async function takeCheckpoint(run: Resumable, history: readonly number[]): Promise<Checkpoint> {
  const arrays = new Map<string, SavedArray>();
  const state: Record<string, Json> = {};
  const named = new Map<string, tf.Variable | number>(namedWeights(run.models, run.loss));
  for (const [name, slot] of slotsOf(run.optimizer)) named.set(`optimizer/${name}`, slot);
  const values = [...named.values()].map(async (slot) =>
    typeof slot === 'number' ? Float32Array.of(slot) : Float32Array.from(await slot.data()),
  );
  for (const [i, [name, slot]] of [...named].entries()) {
    arrays.set(name, { shape: typeof slot === 'number' ? [] : slot.shape, values: await values[i]! });
  }
  if (run.loss.state !== undefined) state['loss'] = run.loss.state.save();
  for (const hook of run.hooks) {
    const saved = await hook.save?.();
    if (saved === undefined) continue;
    state[`hooks/${hook.name}`] = saved.json;
    for (const [i, copy] of (saved.weights ?? []).entries()) {
      arrays.set(`hooks/${hook.name}/${i}`, { shape: [copy.length], values: copy });
    }
  }
  arrays.set('history', { shape: [history.length], values: Float32Array.from(history) });
  return { step: history.length, seed: run.seed, arrays, state };
}

/**
 * Puts a checkpoint back, all but what hooks keep (`restoreHook`), and gives the losses of the steps so far.
 *
 * @throws RangeError if the run has another seed, TypeError if it has other weights
 */
export function restoreCheckpoint(checkpoint: Checkpoint, run: Resumable): number[] {
  const { arrays, seed, state } = checkpoint;
  if (seed !== run.seed) {
    throw new RangeError(`fit: seed must be ${seed}, that of the run that resume goes on with, got ${run.seed}`);
  }
  restoreWeights(checkpoint, namedWeights(run.models, run.loss), checkpoint.file ?? 'fit: resume');
  restoreSlots(run.optimizer, below(arrays, 'optimizer/'));
  if (run.loss.state !== undefined && state['loss'] !== undefined) run.loss.state.restore(state['loss']);
  return Array.from(arrays.get('history')!.values);
}

/** Gives a hook what it saved, if it saved anything. */
export function restoreHook({ arrays, state }: Checkpoint, hook: Hook): void {
  const json = state[`hooks/${hook.name}`];
  if (json === undefined || hook.restore === undefined) return;
  const weights = [...below(arrays, `hooks/${hook.name}/`).values()].map(({ values }) => values);
  const saved: HookState = weights.length === 0 ? { json } : { json, weights };
  hook.restore(saved);
}

/**
 * Gives an encoder or a comparator the weights of a checkpoint, the best one's for instance, to go on using it.
 *
 * @throws TypeError if it has other weights
 */
export function weightsFrom<A, B>(target: Encoder<A> | Comparator<A, B>, checkpoint: Checkpoint): void {
  const models = 'head' in target ? [target.a.model, target.b.model, target.head.model] : [target.model];
  restoreWeights(checkpoint, namedWeights([...new Set(models)], {}), 'weightsFrom: checkpoint');
}

function restoreWeights({ arrays }: Checkpoint, named: ReadonlyMap<string, tf.Variable>, where: string): void {
  for (const [name, { shape }] of named) {
    const found = arrays.get(name);
    if (found === undefined || found.shape.join() !== shape.join()) {
      const got = found === undefined ? 'none' : `[${found.shape.join(', ')}]`;
      throw new TypeError(
        `${where} must have the weights of the same network and loss: ${name} of shape [${shape.join(', ')}], got ${got}`,
      );
    }
  }
  for (const [name, variable] of named) assignValues(variable, arrays.get(name)!.values);
}

function below(arrays: ReadonlyMap<string, SavedArray>, prefix: string): Map<string, SavedArray> {
  return new Map(
    [...arrays].filter(([name]) => name.startsWith(prefix)).map(([name, array]) => [name.slice(prefix.length), array]),
  );
}
