import type { Graph, GraphSymbol } from '../../graph/index.ts';
import { activations } from './activation.ts';
import type { Cell } from './cell.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { scan } from './scan.ts';
import type { Part } from './scan.ts';
import { simple } from './simple.ts';
import { tallProduct } from './tall-product.ts';
import { timeMajor } from './time-major.ts';

/*
 * A whole recurrent layer; recurrence-gradient.ts has its gradient. Whatever does not depend on the step before is computed for all steps at once, before or
 * after the loop: the products with the input weights, the factors of the chain rule, the gradients of all weights. The loops are
 * ONNX's `Scan`, so a graph is as small for 1,000 steps as for one.
 */

export const cells: { readonly [name in RecurrentAttributes['cell']]: Cell } = { lstm, gru, simple };

/** Tensors that a recurrence may be given beside the input x [items, steps, width] and the weights w and r. */
export type Optional = 'h' | 'c' | 'b' | 'mask' | 'drop';

export type RecurrentAttributes = {
  readonly cell: 'lstm' | 'gru' | 'simple';
  readonly activation: string;
  readonly recurrentActivation: string;
  /** Whether the last step comes first. */
  readonly goBackwards: boolean;
  /** Whether the first output is what every step gives, [items, steps, units]. */
  readonly sequences: boolean;
  /** Whether a gradient will be asked for. */
  readonly keep: boolean;
  /**
   * Which optional tensors follow x, w and r: first states, bias, mask [items, steps] of 1 and 0 (a step of 0 leaves the states as
   * they are), and what the state is multiplied by before each step, [items, units].
   */
  readonly given: readonly Optional[];
};

/** The symbols of one recurrence, by name. */
export type Symbols = { readonly x: GraphSymbol; readonly w: GraphSymbol; readonly r: GraphSymbol } & {
  readonly [name in Optional]?: GraphSymbol;
};

export type Shape = { readonly items: number; readonly steps: number; readonly width: number; readonly units: number };

/** What the forward pass leaves in the graph: names. */
type Forward = {
  readonly rows: string;
  /** Last states. */
  readonly last: readonly string[];
  /** What every step gave, [steps, items, units]. */
  readonly sequence: string;
  readonly kept: readonly string[];
};

export const shapeOf = (x: readonly number[], r: readonly number[]): Shape => {
  const [items, steps, width] = x as [number, number, number];
  return { items, steps, width, units: r[0]! };
};

/** Emitted once in a graph: the gradient gets the forward pass's own names. */
export function forward(graph: Graph, attributes: RecurrentAttributes, symbols: Symbols): Forward {
  const names = Object.entries(symbols).map(([name, symbol]) => `${name}:${graph.use(symbol)}`);
  return graph.once(`Recurrent ${JSON.stringify(attributes)} ${names.join()}`, () => loop(graph, attributes, symbols));
}

function loop(graph: Graph, attributes: RecurrentAttributes, { x, w, r, ...given }: Symbols): Forward {
  const cell = cells[attributes.cell];
  const shape = shapeOf(x.shape, r.shape);
  const { items, steps, width, units } = shape;
  const gates = w.shape[1]! / units;
  const rows = timeMajor(graph, graph.use(x), [items, steps, width]);
  const bias = given.b && graph.use(given.b);
  const input = tallProduct(graph, [{ left: rows, width, right: graph.use(w) }], items * steps, gates * units, {
    bias,
  });
  const state: Part = { name: '', shape: [items, units] };
  const states = [given.h, given.c]
    .slice(0, cell.states)
    .map((first) => ({ ...state, name: stateName(graph, first, shape) }));
  const slices: Part[] = [
    { name: graph.reshape(input, [steps, items, gates * units]), shape: [items, gates * units] },
    ...(given.mask
      ? [{ name: stepMasks(graph, given.mask, shape).bool, shape: [items, 1], dtype: 'bool' as const }]
      : []),
  ];
  const weights = weightBlocks(graph, graph.use(r), cell, units);
  const drop = given.drop && graph.use(given.drop);
  const outputs = scan(graph, states, slices, attributes.goBackwards, (body, [h, c], [atStep, mask]) => {
    const stepped = cell.step(body, {
      input: atStep!,
      h: drop === undefined ? h! : body.op('Mul', [h!, drop]),
      c,
      weights,
      units,
      activation: activations[attributes.activation]!,
      gate: activations[attributes.recurrentActivation]!,
    });
    const select = (after: string, before: string) =>
      mask === undefined ? after : body.op('Where', [mask, after, before]);
    const after = [select(stepped.h, h!), ...(stepped.c === undefined ? [] : [select(stepped.c, c!)])];
    const collected = [...(attributes.sequences ? [after[0]!] : []), ...(attributes.keep ? stepped.kept : [])];
    return { states: after, collected: collected.map((name) => ({ name, shape: [items, units] })) };
  });
  const last = outputs.splice(0, cell.states);
  const sequence = attributes.sequences ? outputs.shift()! : '';
  return { rows, last, sequence, kept: outputs };
}

function stateName(graph: Graph, first: GraphSymbol | undefined, { items, units }: Shape): string {
  return first ? graph.use(first) : graph.op('Expand', [graph.float(0), graph.ints([items, units])]);
}

/** A mask [items, steps] as [steps, items, 1]. */
export function stepMasks(graph: Graph, mask: GraphSymbol, { items, steps }: Shape): { bool: string; float: string } {
  const float = graph.reshape(graph.permute(graph.use(mask), [items, steps], [1, 0]), [steps, items, 1]);
  return { float, bool: graph.op('Greater', [float, graph.float(0)]) };
}

/** The blocks of weights that a cell multiplies by one after another. */
export function weightBlocks(graph: Graph, weights: string, { blocks }: Cell, units: number): string[] {
  if (blocks.length === 1) return [weights];
  return graph.op('Split', [weights, graph.ints(blocks.map((gates) => gates * units))], { axis: 1 }, blocks.length);
}
