import { floatAttribute } from '../../graph/index.ts';
import type { Attribute, Graph } from '../../graph/index.ts';
import type { RecurrentAttributes, Symbols } from './recurrence.ts';

/*
 * Where no gradient will be asked for, the recurrence is ONNX's own operator. For many items at once it is as fast as the loop, for one
 * a third faster, and every other program that reads an exported model knows it. It tells nobody its gates, so training can't use it;
 * it has no masks with holes and no dropout.
 */

type Operator = {
  readonly type: 'LSTM' | 'GRU' | 'RNN';
  /** Which of TensorFlow.js's gates is ONNX's first, second, ... */
  readonly gates: readonly number[];
  /** Which activation each of ONNX's functions is. */
  readonly functions: readonly ('activation' | 'recurrentActivation')[];
  readonly states: number;
};

const operators: { readonly [name in RecurrentAttributes['cell']]: Operator } = {
  lstm: {
    type: 'LSTM',
    gates: [0, 3, 1, 2],
    functions: ['recurrentActivation', 'activation', 'activation'],
    states: 2,
  },
  gru: { type: 'GRU', gates: [0, 1, 2], functions: ['recurrentActivation', 'activation'], states: 1 },
  simple: { type: 'RNN', gates: [0], functions: ['activation'], states: 1 },
};

/** What ONNX calls those activations that it has. */
const names: { readonly [name: string]: string } = {
  hardSigmoid: 'HardSigmoid',
  relu: 'Relu',
  sigmoid: 'Sigmoid',
  softsign: 'Softsign',
  tanh: 'Tanh',
};

/** Whether ONNX's operator does what is asked for. */
export function isOperator(attributes: RecurrentAttributes): boolean {
  const { cell, keep, given } = attributes;
  if (keep || given.includes('mask') || given.includes('drop')) return false;
  return operators[cell].functions.every((which) => Object.hasOwn(names, attributes[which]));
}

/** The outputs of the kernel. */
export function runOperator(graph: Graph, attributes: RecurrentAttributes, { x, w, r, b, h, c }: Symbols): string[] {
  const { type, gates, functions, states } = operators[attributes.cell];
  const units = r.shape[0]!;
  const perGate = (name: string, axis: number): string => {
    if (gates.every((gate, i) => gate === i)) return name;
    const parts = graph.op('Split', [name], { axis, num_outputs: gates.length }, gates.length);
    return graph.op(
      'Concat',
      gates.map((gate) => parts[gate]!),
      { axis },
    );
  };
  const turned = (name: string): string => {
    const transposed = graph.op('Transpose', [perGate(name, 1)], { perm: [1, 0] });
    return graph.op('Unsqueeze', [transposed, graph.ints([0])]);
  };
  const bias = (name: string): string => {
    const none = graph.constant(new Float32Array(gates.length * units), 'float32', [gates.length * units]);
    return graph.op('Unsqueeze', [graph.op('Concat', [perGate(name, 0), none], { axis: 0 }), graph.ints([0])]);
  };
  const first = [h, c].slice(0, states).map((s) => (s ? graph.op('Unsqueeze', [graph.use(s), graph.ints([0])]) : ''));
  const inputs = [
    graph.op('Transpose', [graph.use(x)], { perm: [1, 0, 2] }),
    turned(graph.use(w)),
    turned(graph.use(r)),
    b ? bias(graph.use(b)) : '',
    '',
    ...first,
  ];
  while (inputs.at(-1) === '') inputs.pop();
  const chosen = functions.map((which) => attributes[which]);
  const steep = chosen.filter((name) => name === 'hardSigmoid').length;
  const parameters: { [name: string]: Attribute } = {
    hidden_size: units,
    direction: attributes.goBackwards ? 'reverse' : 'forward',
    activations: { strings: chosen.map((name) => names[name]!) },
    ...(steep > 0 && {
      activation_alpha: floatAttribute(Array.from({ length: steep }, () => 0.2)),
      activation_beta: floatAttribute(Array.from({ length: steep }, () => 0.5)),
    }),
  };
  const [sequence, ...last] = graph.op(type, inputs, parameters, 1 + states);
  const outputs = last.map((state) => graph.op('Squeeze', [state, graph.ints([0])]));
  if (!attributes.sequences) return outputs;
  const steps = graph.op('Transpose', [graph.op('Squeeze', [sequence!, graph.ints([1])])], { perm: [1, 0, 2] });
  return [attributes.goBackwards ? reversed(graph, steps) : steps, ...outputs];
}

/** The steps of [items, steps, units] from the last to the first. */
function reversed(graph: Graph, name: string): string {
  const [start, end, axis, stride] = [-1, Number.MIN_SAFE_INTEGER, 1, -1].map((value) => graph.ints([value]));
  return graph.op('Slice', [name, start!, end!, axis!, stride!]);
}
