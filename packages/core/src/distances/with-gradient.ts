import * as tf from '@tensorflow/tfjs';

/**
 * A function of tensors whose gradient is given rather than derived; `tf.customGrad` with its types put right.
 *
 * The gradient sees the gradient of the value, the value and the inputs, and computes anew whatever else it needs: in its
 * tests TensorFlow.js takes anything more that is kept for a leak, and a lazy backend computes equal things once.
 */
export function withGradient<In extends tf.Tensor[], Out extends tf.Tensor>(
  forward: (...inputs: In) => Out,
  gradient: (dy: Out, value: Out, ...inputs: In) => tf.Tensor | tf.Tensor[],
): (...inputs: In) => Out {
  const op = tf.customGrad((...args) => {
    const save = args.at(-1) as (tensors: tf.Tensor[]) => void;
    const inputs = args.slice(0, -1) as In;
    const value = forward(...inputs);
    save([value, ...inputs]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, [y, ...x]: tf.Tensor[]) => gradient(dy as Out, y as Out, ...(x as In)),
    };
  });
  return (...inputs) => op(...inputs) as Out;
}
