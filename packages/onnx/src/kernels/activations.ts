import * as tf from '@tensorflow/tfjs';
import { floatAttribute } from '../graph/index.ts';
import type { Graph } from '../graph/index.ts';
import { broadcastShape, elementWise } from './element-wise.ts';
import type { Types } from './element-wise.ts';
import { kernel } from './kernel.ts';
import { expm1 } from './unary.ts';

const FLOAT: Types = { work: 'float32', result: 'float32' };

function relu(graph: Graph, x: string): string {
  return graph.op('Relu', [x]);
}

function relu6(graph: Graph, x: string): string {
  return graph.op('Clip', [x, graph.float(0), graph.float(6)]);
}

function elu(graph: Graph, x: string): string {
  return graph.op('Where', [graph.op('GreaterOrEqual', [x, graph.float(0)]), x, expm1(graph, x)]);
}

function leakyRelu(graph: Graph, x: string, alpha: number): string {
  return graph.op('LeakyRelu', [x], { alpha: floatAttribute(alpha) });
}

function prelu(graph: Graph, x: string, alpha: string): string {
  return graph.op('Where', [graph.op('Less', [x, graph.float(0)]), graph.op('Mul', [alpha, x]), x]);
}

/** Emits the activation of a fused kernel; `alpha` is the name of PReLU's slopes, `leak` LeakyReLU's slope. */
export function activate(graph: Graph, x: string, activation: string | undefined, alpha?: string, leak = 0.2): string {
  switch (activation ?? 'linear') {
    case 'linear':
      return x;
    case 'relu':
      return relu(graph, x);
    case 'relu6':
      return relu6(graph, x);
    case 'elu':
      return elu(graph, x);
    case 'sigmoid':
      return graph.op('Sigmoid', [x]);
    case 'leakyrelu':
      return leakyRelu(graph, x, leak);
    case 'prelu':
      return prelu(graph, x, alpha!);
    default:
      throw new Error(`onnx backend: the fused activation ${activation} is not known`);
  }
}

/** The activations whose slope is known from what they give. */
export const sloped = ['linear', 'relu', 'elu'] as const;

/** Emits the gradient of what went into an activation (one of `sloped`) out of the gradient of what came out of it, `y`. */
export function beforeActivation(graph: Graph, dy: string, y: string, activation: (typeof sloped)[number]): string {
  if (activation === 'linear') return dy;
  if (activation === 'relu') return graph.op('Mul', [dy, step(graph, y)]);
  const below = graph.op('Mul', [dy, graph.op('Add', [y, graph.float(1)])]);
  return graph.op('Where', [graph.op('GreaterOrEqual', [y, graph.float(0)]), dy, below]);
}

for (const [name, emit] of Object.entries({ Relu: relu, Relu6: relu6, Elu: elu })) {
  kernel<tf.UnaryInputs>(name, ({ inputs: { x }, backend }) =>
    elementWise(backend, name, [x], x.shape, x.dtype, FLOAT, (graph, [a]) => emit(graph, a!)),
  );
}
kernel<tf.UnaryInputs>('Softplus', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'Softplus', [x], x.shape, x.dtype, FLOAT, (graph, [a]) => graph.op('Softplus', [a!])),
);
kernel<tf.UnaryInputs>('Selu', ({ inputs: { x }, backend }) =>
  elementWise(backend, 'Selu', [x], x.shape, x.dtype, FLOAT, (graph, [a]) => {
    const scale = graph.float(tf.backend_util.SELU_SCALE);
    const below = graph.op('Mul', [graph.float(tf.backend_util.SELU_SCALEALPHA), expm1(graph, a!)]);
    return graph.op('Where', [graph.op('GreaterOrEqual', [a!, graph.float(0)]), graph.op('Mul', [scale, a!]), below]);
  }),
);
kernel<tf.EluGradInputs>('EluGrad', ({ inputs: { dy, y }, backend }) =>
  elementWise(backend, 'EluGrad', [dy, y], y.shape, 'float32', FLOAT, (graph, [d, v]) =>
    beforeActivation(graph, d!, v!, 'elu'),
  ),
);
// dy * 2 / sqrt(pi) * exp(-x^2)
kernel<{ dy: tf.TensorInfo; x: tf.TensorInfo }>('ErfGrad', ({ inputs: { dy, x }, backend }) =>
  elementWise(backend, 'ErfGrad', [dy, x], x.shape, 'float32', FLOAT, (graph, [d, a]) => {
    const exponent = graph.op('Sub', [graph.float(Math.log(2 / Math.sqrt(Math.PI))), graph.op('Mul', [a!, a!])]);
    return graph.op('Mul', [d!, graph.op('Exp', [exponent])]);
  }),
);
kernel<tf.LeakyReluInputs, tf.LeakyReluAttrs>('LeakyRelu', ({ inputs: { x }, attrs: { alpha }, backend }) =>
  elementWise(backend, `LeakyRelu ${alpha}`, [x], x.shape, 'float32', FLOAT, (graph, [a]) =>
    leakyRelu(graph, a!, alpha),
  ),
);
kernel<tf.PreluInputs>('Prelu', ({ inputs: { x, alpha }, backend }) =>
  elementWise(backend, 'Prelu', [x, alpha], broadcastShape([x, alpha]), 'float32', FLOAT, (graph, [a, slope]) =>
    prelu(graph, a!, slope!),
  ),
);
kernel<tf.StepInputs, tf.StepAttrs>('Step', ({ inputs: { x }, attrs: { alpha }, backend }) =>
  elementWise(backend, `Step ${alpha}`, [x], x.shape, x.dtype, FLOAT, (graph, [a]) => {
    if (alpha === 0) return step(graph, a!);
    const positive = graph.op('Greater', [a!, graph.float(0)]);
    const otherwise = graph.op('Where', [graph.op('IsNaN', [a!]), a!, graph.float(alpha)]);
    return graph.op('Where', [positive, graph.float(1), otherwise]);
  }),
);

/** 1 where x > 0, else 0, and NaN where x is NaN: a line so steep that only 0 and 1 are left of it. Cheaper than a comparison and a cast. */
function step(graph: Graph, x: string): string {
  return graph.op('HardSigmoid', [x], { alpha: floatAttribute(3e38), beta: floatAttribute(0) });
}
