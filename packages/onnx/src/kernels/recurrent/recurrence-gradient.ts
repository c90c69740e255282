import type { Graph, GraphSymbol } from '../../graph/index.ts';
import { columnSums, wide } from '../column-statistics.ts';
import { activations } from './activation.ts';
import { cells, forward, shapeOf, stepMasks, weightBlocks } from './recurrence.ts';
import type { RecurrentAttributes, Shape, Symbols } from './recurrence.ts';
import { scan } from './scan.ts';
import type { Part } from './scan.ts';
import { innerProduct, tallProduct } from './tall-product.ts';
import { itemMajor, timeMajor } from './time-major.ts';

/** Slopes with respect to what comes out. */
export type OutputSlopes = { readonly y?: GraphSymbol; readonly h: GraphSymbol; readonly c?: GraphSymbol };

/** Slopes with respect to x, w, r, and the optional h, c and b. */
export type InputSlopes = { readonly [name in 'x' | 'w' | 'r' | 'h' | 'c' | 'b']?: string };

/** Emits the gradient of a recurrence. */
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
  const slices: Part[] = factors.map((name) => ({ name, shape: state }));
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
    const at = sliced.slice(0, factors.length);
    const rest = sliced.slice(factors.length);
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
