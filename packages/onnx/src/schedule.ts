import type { TraceNode } from './trace-node.ts';
import type { Value } from './value.ts';

let flushes = 0;

/** The nodes that `roots` need, inputs before readers, and for each stage (between two stages host nodes run) those that are in it. */
export type Schedule = { readonly order: readonly TraceNode[]; readonly stages: readonly (readonly TraceNode[])[] };

/** Puts everything that `roots` need in order, without recursion: graphs may be thousands of nodes deep. */
export function schedule(roots: readonly Value[]): Schedule {
  const flush = ++flushes;
  const order: TraceNode[] = [];
  const stack: TraceNode[] = [];
  const next: number[] = [];
  for (const root of roots) {
    if (!root.node) continue;
    stack.push(root.node);
    next.push(0);
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      const input = node.inputs[next[next.length - 1]!++];
      if (node.flush !== flush && input) {
        if (!input.node || input.node.flush === flush) continue;
        stack.push(input.node);
        next.push(0);
        continue;
      }
      stack.pop();
      next.pop();
      if (node.flush === flush) continue;
      node.flush = flush;
      order.push(node);
    }
  }
  return { order, stages: stages(order) };
}

/** After the last cut so few nodes are no turn of a loop: they join the part before. */
const TRAILING = 16;

function stages(order: readonly TraceNode[]): TraceNode[][] {
  const stages: TraceNode[][] = [];
  for (const part of parts(order)) {
    const first = stages.length;
    for (const node of part) {
      node.stage = first;
      for (const { node: from } of node.inputs) {
        if (from) node.stage = Math.max(node.stage, from.stage + (from.host ? 1 : 0));
      }
      while (stages.length <= node.stage) stages.push([]);
      stages[node.stage]!.push(node);
    }
  }
  return stages;
}

/** The nodes between each cut and the next. */
function parts(order: readonly TraceNode[]): TraceNode[][] {
  const byNumber = new Map<number, TraceNode[]>();
  for (const node of order) {
    const part = byNumber.get(node.part);
    if (part) part.push(node);
    else byNumber.set(node.part, [node]);
  }
  if (byNumber.size < 2) return [...byNumber.values()];
  const parts = [...byNumber.keys()].sort((a, b) => a - b).map((number) => byNumber.get(number)!);
  const last = parts.at(-1)!;
  if (last.length <= TRAILING) parts.splice(-2, 2, [...parts.at(-2)!, ...last]);
  return parts;
}
