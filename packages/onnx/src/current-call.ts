import * as tf from '@tensorflow/tfjs';

/** What TensorFlow.js calls a scope that has no name; an operation's has its name, and so has a `tf.tidy` that was given one. */
const UNNAMED = 'unnamed scope';

/** Which operation of TensorFlow.js calls a kernel now: `conv2d`, `gather`. */
export function currentCall(): string | null {
  const { scopeStack } = tf.engine().state;
  for (let i = scopeStack.length - 1; i >= 0; i--) {
    const { name } = scopeStack[i]!;
    if (name !== UNNAMED) return name.replace(/__op$/, '');
  }
  return null;
}
