import * as tf from '@tensorflow/tfjs';
import { applyTo, type Gradient, WrappedOptimizer } from './wrapped-optimizer.ts';

/** An optimiser that gets other gradients: `change` gives one for each, in a tidy. */
export function changeGradients(
  inner: tf.Optimizer,
  change: (gradients: readonly tf.Tensor[]) => readonly tf.Tensor[],
): tf.Optimizer {
  return new WrappedOptimizer(inner, (gradients) => {
    const present = gradients.filter((gradient): gradient is Gradient & { tensor: tf.Tensor } => !!gradient.tensor);
    const changed = tf.tidy(() => [...change(present.map(({ tensor }) => tensor))]);
    const tensors = new Map(present.map(({ name }, i) => [name, changed[i]]));
    applyTo(
      inner,
      gradients.map(({ name }) => ({ name, tensor: tensors.get(name) })),
    );
    tf.dispose(changed);
  });
}
