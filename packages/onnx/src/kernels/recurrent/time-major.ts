import type { Graph } from '../../graph/index.ts';

/*
 * Sequences are [items, steps, width]; a loop over steps wants [steps, items, width]. A Gather of whole rows runs in parallel and can
 * turn the order of steps around at no cost, a Transpose does neither.
 */

/** Sequences [items, steps, width] as [steps * items, width]; `reversed`: the last step first. */
export function timeMajor(
  graph: Graph,
  name: string,
  [items, steps, width]: readonly [number, number, number],
  reversed = false,
): string {
  const rows = graph.reshape(name, [items * steps, width]);
  if (graph.portable) return graph.reshape(swapped(graph, name, reversed), [steps * items, width]);
  if (steps === 1 || (items === 1 && !reversed)) return rows;
  return gather(graph, rows, items * steps, (row) => {
    const step = Math.floor(row / items);
    return (row % items) * steps + (reversed ? steps - 1 - step : step);
  });
}

/** Back: rows [steps * items, width] as sequences [items, steps, width]. */
export function itemMajor(
  graph: Graph,
  name: string,
  [items, steps, width]: readonly [number, number, number],
  reversed = false,
): string {
  if (graph.portable) {
    const stacked = graph.reshape(name, [steps, items, width]);
    return reversed ? swapped(graph, turned(graph, stacked, 0), false) : swapped(graph, stacked, false);
  }
  const rows = graph.reshape(name, [steps * items, width]);
  const moved =
    steps === 1 || (items === 1 && !reversed)
      ? rows
      : gather(graph, rows, items * steps, (row) => {
          const step = row % steps;
          return (reversed ? steps - 1 - step : step) * items + Math.floor(row / steps);
        });
  return graph.reshape(moved, [items, steps, width]);
}

/** The first two axes in the other order; `reversed`: the second from its end. */
function swapped(graph: Graph, name: string, reversed: boolean): string {
  return graph.op('Transpose', [reversed ? turned(graph, name, 1) : name], { perm: [1, 0, 2] });
}

/** An axis from its end to its beginning. */
function turned(graph: Graph, name: string, axis: number): string {
  const [start, end, at, step] = [-1, Number.MIN_SAFE_INTEGER, axis, -1].map((value) => graph.ints([value]));
  return graph.op('Slice', [name, start!, end!, at!, step!]);
}

function gather(graph: Graph, rows: string, count: number, from: (row: number) => number): string {
  const positions = graph.constant(
    Int32Array.from({ length: count }, (_, row) => from(row)),
    'int32',
    [count],
  );
  return graph.op('Gather', [rows, positions], { axis: 0 });
}
