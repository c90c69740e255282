import * as tf from '@tensorflow/tfjs';

/** Values of weights, copied to the host. */
export type WeightsCopy = readonly Float32Array[];

/** The weights that a run changes: copied out and put back. */
export type WeightsKeeper = {
  copy(): Promise<WeightsCopy>;
  restore(copy: WeightsCopy): void;
};

const variableOf = (weight: tf.LayerVariable): tf.Variable => weight.read() as tf.Variable;

/** What is trained: the trainable weights of the models (layers that are not `trainable` stay as they are) and of the loss. */
export function trainableOf(models: readonly tf.LayersModel[], own: readonly tf.Variable[] = []): tf.Variable[] {
  return [...new Set([...models.flatMap((model) => model.trainableWeights.map(variableOf)), ...own])];
}

/** Keeps every weight of the models (moving averages too) and of the loss. */
export function keeperOf(models: readonly tf.LayersModel[], own: readonly tf.Variable[]): WeightsKeeper {
  const variables = [...new Set([...models.flatMap((model) => model.weights.map(variableOf)), ...own])];
  return {
    copy: () => Promise.all(variables.map(async (variable) => Float32Array.from(await variable.data()))),
    restore(copy) {
      for (const [i, variable] of variables.entries()) {
        const values = tf.tensor(copy[i]!.slice(), variable.shape);
        variable.assign(values);
        values.dispose();
      }
    },
  };
}
