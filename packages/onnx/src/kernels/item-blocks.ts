import type { Graph } from '../graph/index.ts';
import { scan } from './recurrent/scan.ts';
import type { Window } from './window.ts';

/*
 * The columns of a whole batch don't fit into a cache, and ONNX Runtime's products go through all rows once for each block of columns.
 * So items are taken some at a time: their columns are made, used and overwritten by the next ones'.
 */

/** Numbers of all columns from which on it pays, and the rows that a block should have. */
const LARGE = 2 ** 20;
const ROWS = 1024;

/** Into how many equal blocks of items windows of `width` numbers should be cut, `rows` of them an item. */
export function itemBlocks(items: number, rows: number, width: number): number {
  if (items * rows * width < LARGE) return 1;
  const distance = (count: number) => Math.abs(Math.log((items * rows) / count / ROWS));
  let best = 1;
  for (let count = 2; count <= items; count++) {
    if (items % count === 0 && distance(count) < distance(best)) best = count;
  }
  return best;
}

/** Something with the items along its first axis. */
export type Items = { readonly name: string; readonly shape: readonly number[] };

/** Emits `emit` for each block of items after the other, and puts the results together: [items, ...shape]. */
export function overItems(
  graph: Graph,
  count: number,
  window: Window,
  given: Items,
  shape: readonly number[],
  emit: (within: Graph, name: string, window: Window) => string,
): string {
  if (count === 1) return emit(graph, given.name, window);
  const block = { ...window, batch: window.batch / count };
  const slice = { name: cut(graph, given, count), shape: [block.batch, ...given.shape.slice(1)] };
  const [stack] = scan(graph, [], [slice], false, (body, _, [part]) => ({
    states: [],
    collected: [{ name: emit(body, part!, block), shape: [block.batch, ...shape] }],
  }));
  return graph.reshape(stack!, [window.batch, ...shape]);
}

/** The sum over all blocks of items: `emit` adds to what it is given (nothing, if there is one block). */
export function sumOverItems(
  graph: Graph,
  count: number,
  window: Window,
  [first, second]: readonly [Items, Items],
  shape: readonly number[],
  emit: (within: Graph, names: readonly [string, string], window: Window, before: string | undefined) => string,
): string {
  if (count === 1) return emit(graph, [first.name, second.name], window, undefined);
  const block = { ...window, batch: window.batch / count };
  const zeros = graph.op('Expand', [graph.float(0), graph.ints(shape)]);
  const slices = [first, second].map((items) => ({
    name: cut(graph, items, count),
    shape: [block.batch, ...items.shape.slice(1)],
  }));
  const [sum] = scan(graph, [{ name: zeros, shape }], slices, false, (body, [before], [a, b]) => ({
    states: [emit(body, [a!, b!], block, before!)],
    collected: [],
  }));
  return sum!;
}

function cut(graph: Graph, { name, shape: [items, ...rest] }: Items, count: number): string {
  return graph.reshape(name, [count, items! / count, ...rest]);
}
