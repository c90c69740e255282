import type * as tf from '@tensorflow/tfjs';
import { recordMany } from '../tracer.ts';
import type { Output } from '../tracer.ts';
import type { GraphSymbol } from '../graph/index.ts';
import { kernel } from './kernel.ts';
import { isOperator, runOperator } from './recurrent/operator.ts';
import { backward } from './recurrent/recurrence-gradient.ts';
import type { OutputSlopes } from './recurrent/recurrence-gradient.ts';
import { cells, forward, shapeOf } from './recurrent/recurrence.ts';
import type { RecurrentAttributes, Symbols } from './recurrent/recurrence.ts';
import { itemMajor } from './recurrent/time-major.ts';

/*
 * Recurrent layers as one kernel, and their gradient as another; layers/recurrent.ts calls them. Inputs are a list: x, w, r, then what
 * the attribute `given` names; for the gradient then the slopes with respect to the outputs. Outputs are the sequence, if wanted, and
 * the last states.
 */

const named = (attributes: RecurrentAttributes, symbols: readonly GraphSymbol[]): Symbols => {
  const [x, w, r, ...rest] = symbols as [GraphSymbol, GraphSymbol, GraphSymbol, ...GraphSymbol[]];
  return { x, w, r, ...Object.fromEntries(attributes.given.map((name, i) => [name, rest[i]!])) };
};

kernel<tf.TensorInfo[], RecurrentAttributes>('Recurrent', ({ inputs, attrs, backend }) => {
  const [x, , r] = inputs as [tf.TensorInfo, tf.TensorInfo, tf.TensorInfo];
  const { items, steps, units } = shapeOf(x.shape, r.shape);
  const state: Output = [[items, units], 'float32'];
  const states = Array.from({ length: cells[attrs.cell].states }, () => state);
  const outputs: Output[] = attrs.sequences ? [[[items, steps, units], 'float32'], ...states] : states;
  return recordMany(backend, `Recurrent ${JSON.stringify(attrs)}`, inputs, outputs, (graph, symbols) => {
    const given = named(attrs, symbols as GraphSymbol[]);
    if (isOperator(attrs)) return runOperator(graph, attrs, given);
    const { last, sequence } = forward(graph, attrs, given);
    if (!attrs.sequences) return last;
    return [itemMajor(graph, sequence, [items, steps, units], attrs.goBackwards), ...last];
  });
});

kernel<tf.TensorInfo[], RecurrentAttributes>('RecurrentGrad', ({ inputs, attrs, backend }) => {
  const count = 3 + attrs.given.length;
  const names = (['x', 'w', 'r', ...attrs.given] as const).filter((name) => name !== 'mask' && name !== 'drop');
  const outputs = names.map((_, i): Output => [inputs[i]!.shape, 'float32']);
  return recordMany(backend, `RecurrentGrad ${JSON.stringify(attrs)}`, inputs, outputs, (graph, all) => {
    const symbols = all as GraphSymbol[];
    const after = symbols.slice(count);
    const y = attrs.sequences ? after.shift() : undefined;
    const [h, c] = after;
    const slopes = { h: h!, ...(y && { y }), ...(c && { c }) } satisfies OutputSlopes;
    const found = backward(graph, attrs, named(attrs, symbols.slice(0, count)), slopes);
    return names.map((name) => found[name]!);
  });
});
