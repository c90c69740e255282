import { Graph } from '../../graph/index.ts';

/** A name and what is known of it. */
export type Part = { readonly name: string; readonly shape: readonly number[]; readonly dtype?: 'float32' | 'bool' };

/** What a turn of the loop gives: the states of the next, and what is collected. */
export type Turn = { readonly states: readonly string[]; readonly collected: readonly Part[] };

/**
 * Emits a loop over the first axis of `slices` (of each, `shape` is that of one slice); what a turn collects is stacked along a new
 * first axis. `backwards` takes the slices from the last to the first and stacks so that each result is where its slice was.
 * Returns the last states, then the stacks.
 */
export function scan(
  graph: Graph,
  states: readonly Part[],
  slices: readonly Part[],
  backwards: boolean,
  turn: (body: Graph, states: readonly string[], slices: readonly string[]) => Turn,
): string[] {
  const body = new Graph(graph);
  const input = ({ shape, dtype = 'float32' }: Part): string => body.input(body.fresh(), dtype, shape).name;
  const [heldNames, sliceNames] = [states.map(input), slices.map(input)];
  const { states: next, collected } = turn(body, heldNames, sliceNames);
  next.forEach((name, i) => body.output(name, 'float32', states[i]!.shape));
  for (const { name, shape } of collected) body.output(name, 'float32', shape);
  const direction = backwards ? 1 : 0;
  const outputs = Array.from({ length: states.length + collected.length }, () => graph.fresh());
  graph.emit(
    'Scan',
    [...states, ...slices].map(({ name }) => name),
    outputs,
    {
      body,
      num_scan_inputs: slices.length,
      scan_input_directions: slices.map(() => direction),
      scan_output_directions: collected.map(() => direction),
    },
  );
  return outputs;
}
