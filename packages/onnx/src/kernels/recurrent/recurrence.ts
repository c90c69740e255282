import type { Graph, GraphSymbol } from '../../graph/index.ts';
import { columnSums, wide } from '../column-statistics.ts';
import { activations } from './activation.ts';
import type { Cell } from './cell.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { scan } from './scan.ts';
import type { Part } from './scan.ts';
import { simple } from './simple.ts';
import { innerProduct, tallProduct } from './tall-product.ts';
import { itemMajor, timeMajor } from './time-major.ts';

/*
 * A whole recurrent layer and its gradient. Whatever does not depend on the step before is computed for all steps at once, before or
 * after the loop: the products with the input weights, the factors of the chain rule, the gradients of all weights. The loops are
 * ONNX's `Scan`, so a graph is as small for 1,000 steps as for one.
 */

export const cells: { readonly [name in RecurrentAttributes['cell']]: Cell } = { lstm, gru, simple };

/** Tensors that a recurrence may be given beside the input x [items, steps, width] and the weights w and r. */
export const optional = ['h', 'c', 'b', 'mask', 'drop'] as const;
export type Optional = (typeof optional)[number];

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

type Shape = { readonly items: number; readonly steps: number; readonly width: number; readonly units: number };

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
function stepMasks(graph: Graph, mask: GraphSymbol, { items, steps }: Shape): { bool: string; float: string } {
  const float = graph.reshape(graph.permute(graph.use(mask), [items, steps], [1, 0]), [steps, items, 1]);
  return { float, bool: graph.op('Greater', [float, graph.float(0)]) };
}

/** The blocks of weights that a cell multiplies by one after another. */
function weightBlocks(graph: Graph, weights: string, { blocks }: Cell, units: number): string[] {
  if (blocks.length === 1) return [weights];
  return graph.op('Split', [weights, graph.ints(blocks.map((gates) => gates * units))], { axis: 1 }, blocks.length);
}

/** Slopes with respect to what comes out. */
export type OutputSlopes = { readonly y?: GraphSymbol; readonly h: GraphSymbol; readonly c?: GraphSymbol };

/** Slopes with respect to x, w, r, and the optional h, c and b. */
export type InputSlopes = { readonly [name in 'x' | 'w' | 'r' | 'h' | 'c' | 'b']?: string };

export function backward(
  graph: Graph,
  attributes: RecurrentAttributes,
  symbols: Symbols,
  outputs: OutputSlopes,
): InputSlopes {
  const { x, w, r, mask, drop } = symbols;
  const cell = cells[attributes.cell];
  const shape = shapeOf(x.shape, r.shape);
  const { items, steps, width, units } = shape;
  const { rows, kept } = forward(graph, attributes, symbols);
  const slopes = slopeLoop(graph, attributes, kept, {
    shape,
    outputs,
    weights: weightBlocks(graph, graph.use(r), cell, units).map((block) =>
      graph.op('Transpose', [block], { perm: [1, 0] }),
    ),
    mask: mask && stepMasks(graph, mask, shape).float,
    drop: drop && graph.use(drop),
  });
  const [dh, dc] = slopes.states;
  const count = items * steps;
  const blocks = cell.blocks.map((gates, i) => ({ name: slopes.gates[i]!, columns: gates * units }));
  const joined = (parts: string[], axis: number) =>
    parts.length === 1 ? parts[0]! : graph.op('Concat', parts, { axis });
  const right = weightBlocks(graph, graph.use(w), cell, units);
  const factors = blocks.map(({ name, columns }, i) => ({ left: name, width: columns, right: right[i]! }));
  const dx = tallProduct(graph, factors, count, width, { transposed: true });
  const dw = blocks.map(({ name, columns }) => innerProduct(graph, rows, name, count, width, columns));
  const dr = blocks.map(({ name, columns }, i) =>
    innerProduct(graph, kept[cell.multiplied[i]!]!, name, count, units, columns),
  );
  const db = blocks.map(({ name, columns }) =>
    graph.reshape(columnSums(graph, wide(graph, name, count, columns)), [columns]),
  );
  return {
    x: itemMajor(graph, dx, [items, steps, width]),
    w: joined(dw, 1),
    r: joined(dr, 1),
    b: joined(db, 0),
    h: dh!,
    ...(dc === undefined ? {} : { c: dc }),
  };
}

type Loop = {
  readonly shape: Shape;
  readonly outputs: OutputSlopes;
  readonly weights: readonly string[];
  readonly mask: string | undefined;
  readonly drop: string | undefined;
};

/** The loop from the last step to the first: slopes with respect to the first states and to the gates' inputs of all steps. */
function slopeLoop(
  graph: Graph,
  attributes: RecurrentAttributes,
  kept: readonly string[],
  { shape: { items, steps, units }, outputs, weights, mask, drop }: Loop,
): { states: string[]; gates: string[] } {
  const cell = cells[attributes.cell];
  const state = [items, units];
  const factors = cell.factors(graph, kept, {
    activation: activations[attributes.activation]!,
    gate: activations[attributes.recurrentActivation]!,
  });
  const slices: Part[] = factors.flatMap((name) => (name === undefined ? [] : [{ name, shape: state }]));
  if (outputs.y) {
    const y = timeMajor(graph, graph.use(outputs.y), [items, steps, units], attributes.goBackwards);
    slices.push({ name: graph.reshape(y, [steps, items, units]), shape: state });
  }
  if (mask !== undefined) slices.push({ name: mask, shape: [items, 1] });
  const states = [outputs.h, ...(outputs.c ? [outputs.c] : [])].map((symbol) => ({
    name: graph.use(symbol),
    shape: state,
  }));
  const made = scan(graph, states, slices, !attributes.goBackwards, (body, [h, c], sliced) => {
    const rest = [...sliced];
    const at = factors.map((name) => (name === undefined ? undefined : rest.shift()));
    const y = outputs.y && rest.shift();
    const [stepMask] = rest;
    let dh = y === undefined ? h! : body.op('Add', [h!, y]);
    let dc = c;
    let [aside, asideC]: (string | undefined)[] = [];
    if (stepMask !== undefined) {
      [dh, aside] = divided(body, dh, stepMask);
      if (dc !== undefined) [dc, asideC] = divided(body, dc, stepMask);
    }
    const step = { dh, dc, factors: at, weights, rest: drop === undefined ? aside : undefined };
    const before = cell.slope(body, step);
    let first = before.dh;
    if (drop !== undefined) {
      first = body.op('Mul', [first, drop]);
      if (aside !== undefined) first = body.op('Add', [first, aside]);
    }
    const second = before.dc && (asideC === undefined ? before.dc : body.op('Add', [before.dc, asideC]));
    return {
      states: [first, ...(second === undefined ? [] : [second])],
      collected: before.slopes.map((name, i) => ({ name, shape: [items, cell.blocks[i]! * units] })),
    };
  });
  return { states: made.slice(0, cell.states), gates: made.slice(cell.states) };
}

/** A slope at the items whose step counts, and at those whose state was only handed on. */
function divided(body: Graph, slope: string, mask: string): [counts: string, aside: string] {
  const counts = body.op('Mul', [slope, mask]);
  return [counts, body.op('Sub', [slope, counts])];
}
