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

function gather(graph: Graph, rows: string, count: number, from: (row: number) => number): string {
  const positions = graph.constant(
    Int32Array.from({ length: count }, (_, row) => from(row)),
    'int32',
    [count],
  );
  return graph.op('Gather', [rows, positions], { axis: 0 });
}
