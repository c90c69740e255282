import * as tf from '@tensorflow/tfjs';
import type { LossParts } from '../losses/index.ts';

/** Values of weights, copied to the host. */
export type WeightsCopy = readonly Float32Array[];

/** The weights that a run changes: copied out and put back. */
export type WeightsKeeper = {
  copy(): Promise<WeightsCopy>;
  restore(copy: WeightsCopy): void;
};

/** The weights of a layer or a model, trained or not: what `rateFactors` and `weightDecay` are asked about. */
export function variablesOf(part: tf.layers.Layer): tf.Variable[] {
  return part.weights.map(variableOf);
}

const variableOf = (weight: tf.LayerVariable): tf.Variable => weight.read() as tf.Variable;

/** What is trained: the trainable weights of the models (layers that are not `trainable` stay as they are) and of the loss. */
export function trainableOf(models: readonly tf.LayersModel[], own: readonly tf.Variable[] = []): tf.Variable[] {
  return [...new Set([...models.flatMap((model) => model.trainableWeights.map(variableOf)), ...own])];
}

/** Every weight of the models, moving averages too, and of the loss, under a name that is the same in every process. */
export function namedWeights(
  models: readonly tf.LayersModel[],
  loss: Pick<LossParts, 'variables' | 'memory'>,
): Map<string, tf.Variable> {
  const named = new Map<string, tf.Variable>();
  const weights = models.flatMap((model) =>
    model.weights.map((weight) => [weight.originalName, variableOf(weight)] as const),
  );
  for (const [i, [name, variable]] of weights.entries()) {
    if (![...named.values()].includes(variable)) named.set(`weights/${i}/${name}`, variable);
  }
  for (const [i, variable] of (loss.variables ?? []).entries()) named.set(`loss/variables/${i}`, variable);
  for (const [i, variable] of (loss.memory ?? []).entries()) named.set(`loss/memory/${i}`, variable);
  return named;
}

/** Copies variables out and puts copies back. */
export function keeperOf(variables: readonly tf.Variable[]): WeightsKeeper {
  return {
    copy: () => Promise.all(variables.map(async (variable) => Float32Array.from(await variable.data()))),
    restore: (copy) => variables.forEach((variable, i) => assignValues(variable, copy[i]!)),
  };
}

/** Gives a variable the values of a copy, which stays its owner's. */
export function assignValues(variable: tf.Variable, values: Float32Array): void {
  const tensor = tf.tensor(values.slice(), variable.shape);
  variable.assign(tensor);
  tensor.dispose();
}
