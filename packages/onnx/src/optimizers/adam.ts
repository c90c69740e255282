import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from '../backend.ts';
import { occupy, vacate } from '../place.ts';
import type { Place } from '../place.ts';
import { recordHost } from '../tracer.ts';
import type { Host } from '../trace-node.ts';
import type { Value } from '../value.ts';
import { createAdamMemory } from './adam-memory.ts';
import type { AdamSlot } from './adam-memory.ts';

/*
 * TensorFlow.js writes Adam as a dozen element-wise kernels for each variable. In a graph these are as many passes over memory, and
 * every step would carry all weights and moments in and out. Here ONNX Runtime writes each gradient straight into WebAssembly
 * memory, where the update runs in place. `applyGradients` is the one method that does it; backends other than this one, and
 * execution providers whose memory is elsewhere, keep TensorFlow.js's own.
 */

type Gradients = Parameters<tf.AdamOptimizer['applyGradients']>[0];
type Moments = { originalName: string; variable: tf.Variable }[];

/** What TensorFlow.js keeps private. */
type Adam = {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  accBeta1: tf.Variable;
  accBeta2: tf.Variable;
  accumulatedFirstMoment: Moments;
  accumulatedSecondMoment: Moments;
  incrementIterations(): void;
};

const memories = new WeakMap<Adam, AdamSlot[]>();
let installed = false;

/** Gives TensorFlow.js's Adam the update in place for tensors on this backend. */
export function installAdam(): void {
  if (installed) return;
  installed = true;
  const prototype = tf.AdamOptimizer.prototype;
  const traced = prototype.applyGradients;
  prototype.applyGradients = function applyGradients(this: tf.AdamOptimizer, gradients: Gradients): void {
    const backend = tf.backend();
    if (backend instanceof OnnxBackend && backend.inHostMemory) apply(backend, this as unknown as Adam, gradients);
    else traced.call(this, gradients);
  };
}

function apply(backend: OnnxBackend, adam: Adam, gradients: Gradients): void {
  const list = Array.isArray(gradients)
    ? gradients
    : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
  const variables = list.map(({ name }) => tf.engine().registeredVariables[name]!);
  const slots = slotsOf(backend, adam, variables);
  tf.tidy(() => {
    list.forEach(({ name, tensor }, i) => {
      const weight = variables[i]!;
      const moment1 = moment(adam.accumulatedFirstMoment, i, `${name}/m`, weight);
      const moment2 = moment(adam.accumulatedSecondMoment, i, `${name}/v`, weight);
      if (!tensor) return;
      tf.util.assertShapesMatch(moment1.shape, weight.shape, `Adam: the moments of variable ${name}: `);
      const updated = recordHost(
        backend,
        'Adam',
        [weight, moment1, moment2, tensor, adam.accBeta1, adam.accBeta2],
        [weight, moment1, moment2].map((variable) => [variable.shape, 'float32']),
        update(slots[i]!, { ...adam }),
      );
      // The gradient as the node takes it, which may be a reshaped view of the tensor.
      const gradient = backend.value(updated[0]!.dataId).node?.inputs[3];
      if (gradient?.node && !gradient.node.host) gradient.target ??= slots[i]!.gradient;
      [weight, moment1, moment2].forEach((variable, k) =>
        variable.assign(tf.engine().makeTensorFromTensorInfo(updated[k]!)),
      );
    });
    adam.accBeta1.assign(tf.mul(adam.accBeta1, adam.beta1));
    adam.accBeta2.assign(tf.mul(adam.accBeta2, adam.beta2));
  });
  adam.incrementIterations();
}

/** The memory of each variable; those that have none yet, or were of another shape, share a new one. */
function slotsOf(backend: OnnxBackend, adam: Adam, variables: readonly tf.Variable[]): AdamSlot[] {
  let slots = memories.get(adam);
  if (!slots) memories.set(adam, (slots = []));
  const fits = (i: number) => slots[i]?.weight.tensor.dims.join() === variables[i]!.shape.join();
  const missing = [...variables.keys()].filter((i) => !fits(i));
  if (missing.length === 0) return slots;
  const made = createAdamMemory(
    backend.runtime,
    missing.map((i) => variables[i]!.shape),
  );
  missing.forEach((i, k) => (slots[i] = made[k]!));
  return slots;
}

function moment(moments: Moments, i: number, originalName: string, weight: tf.Variable): tf.Variable {
  moments[i] ??= { originalName, variable: tf.variable(tf.zerosLike(weight), false) };
  return moments[i].variable;
}

function update(slot: AdamSlot, { learningRate, beta1, beta2, epsilon }: Adam): Host {
  return (inputs, outputs, usedLater) => {
    const [weight, moment1, moment2, gradient, power1, power2] = inputs as [Value, Value, Value, Value, Value, Value];
    const places = [slot.weight, slot.moment1, slot.moment2] as const;
    [weight, moment1, moment2].forEach((value, k) => bring(value, places[k]!, usedLater));
    if (gradient.place !== slot.gradient) bring(gradient, slot.gradient, usedLater);
    // Both corrections of the bias, taken out of the loop: m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + epsilon).
    const root = Math.sqrt(1 - Number(power2.array![0]));
    slot.update(beta1, beta2, (learningRate * root) / (1 - Number(power1.array![0])), epsilon * root);
    outputs.forEach((value, k) => occupy(places[k]!, value));
  };
}

/** Brings the elements of a value into a place and leaves the place without a holder. */
function bring(value: Value, place: Place, usedLater: (value: Value) => boolean): void {
  const source = value.place === place ? null : value.array;
  vacate(place, usedLater);
  if (source) place.array.set(source as Float32Array);
}
