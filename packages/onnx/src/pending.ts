import type { Tensor } from 'onnxruntime-common';
import { fail } from './failure.ts';
import { flush } from './flush.ts';
import type { Limits } from './limits.ts';
import type { Machine } from './machine.ts';
import { RecordingBudget } from './recording-budget.ts';
import type { Value } from './value.ts';

/** The values that are recorded and not computed, and the memory of dead ones that may be needed until they are. */
export class Pending {
  readonly #machine: Machine;
  readonly #values = new Set<Value>();
  readonly #budget: RecordingBudget;
  #retired: Tensor[] = [];
  #flushing: Promise<void> | null = null;

  constructor(machine: Omit<Machine, 'retire'>, limits: Limits) {
    this.#machine = Object.assign(machine, { retire: (value: Value) => this.retire(value) });
    this.#budget = new RecordingBudget(limits, () => void this.flush());
  }

  /** How many there are. */
  get size(): number {
    return this.#values.size;
  }

  /** Resolves when no flush is running. */
  get idle(): Promise<void> {
    return this.#flushing ?? Promise.resolve();
  }

  /** Counts a kernel that is about to be recorded; throws past the budget. */
  admit(name: string): void {
    this.#budget.admit(name);
  }

  add(value: Value): void {
    this.#values.add(value);
  }

  remove(value: Value): void {
    this.#values.delete(value);
  }

  /** Computes everything. One flush runs at a time, and whatever is recorded in this tick still takes part. */
  flush(): Promise<void> {
    this.#flushing ??= this.#flush().finally(() => (this.#flushing = null));
    return this.#flushing;
  }

  /** Gives the memory of a dead value back to the pool, as soon as nothing that is recorded can need it. */
  retire(value: Value): void {
    if (!value.pooled || value.readers > 0) return;
    value.pooled = false;
    const tensor = value.tensor!;
    if (this.#budget.untouched && !this.#flushing) {
      this.#machine.pool.give(tensor);
      return;
    }
    this.#retired.push(tensor);
    this.#budget.hold((tensor.data as Float32Array).byteLength);
  }

  /** Forgets all values. */
  clear(): void {
    this.#values.clear();
  }

  async #flush(): Promise<void> {
    await Promise.resolve();
    const roots = [...this.#values];
    const retired = this.#retired;
    this.#values.clear();
    this.#retired = [];
    this.#budget.reset();
    const started = performance.now();
    try {
      await flush(this.#machine, roots);
    } catch (error) {
      for (const { node } of roots) if (node) fail(node, error);
    }
    this.#machine.watch?.flushed(performance.now() - started);
    for (const tensor of retired) this.#machine.pool.give(tensor);
  }
}
