import type { TraceNode } from './trace-node.ts';
import type { Value } from './value.ts';

/** Which values nodes that have yet to run will read, while the nodes of a flush run stage by stage: graphs first, then host nodes. */
export class UpcomingUses {
  readonly #stages: readonly (readonly TraceNode[])[];
  #last: Map<Value, number> | null = null;
  #passed = 0;

  constructor(stages: readonly (readonly TraceNode[])[]) {
    this.#stages = stages;
  }

  /** Says that so many more nodes run now or have run. */
  pass(count: number): void {
    this.#passed += count;
  }

  /** Whether a node that has yet to run reads the value. */
  has(value: Value): boolean {
    this.#last ??= this.#lastUses();
    return (this.#last.get(value) ?? -1) >= this.#passed;
  }

  #lastUses(): Map<Value, number> {
    const last = new Map<Value, number>();
    let position = 0;
    for (const stage of this.#stages) {
      for (const host of [false, true]) {
        for (const node of stage) {
          if ((node.host !== null) !== host) continue;
          for (const value of node.inputs) last.set(value, position);
          position++;
        }
      }
    }
    return last;
  }
}
