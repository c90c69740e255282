import type * as tf from '@tensorflow/tfjs';

const normalizations = new Set(['BatchNormalization', 'MaskedBatchNormalization']);

/**
 * Makes batch normalisation that is not `trainable` use its averages and leave them as they are, as in Keras: in
 * TensorFlow.js it would go on moving them. Gives the function that undoes it.
 */
export function holdFrozen(models: readonly tf.LayersModel[]): () => void {
  const held = models.flatMap((model) => frozenNormalizations(model, false));
  for (const layer of held) {
    const { call } = layer;
    layer.call = (inputs, kwargs) => call.call(layer, inputs, { ...kwargs, training: false });
  }
  return () => {
    for (const layer of held) Reflect.deleteProperty(layer, 'call');
  };
}

function frozenNormalizations(model: tf.LayersModel, frozen: boolean): tf.layers.Layer[] {
  return model.layers.flatMap((layer) => {
    const still = frozen || !model.trainable || !layer.trainable;
    if ('layers' in layer) return frozenNormalizations(layer as unknown as tf.LayersModel, still);
    return still && normalizations.has(layer.getClassName()) ? [layer] : [];
  });
}
