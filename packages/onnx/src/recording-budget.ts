import type { Limits } from './limits.ts';

/** How much may be recorded before something is computed: a loop that never reads must end with an error, not with a full memory. */
export class RecordingBudget {
  readonly #limits: Limits;
  readonly #flush: () => void;
  #recorded = 0;
  #heldBytes = 0;
  #scheduled = false;

  /** `flush` is called at the next await after much was recorded. */
  constructor(limits: Limits, flush: () => void) {
    this.#limits = limits;
    this.#flush = flush;
  }

  /** Whether nothing was recorded since the last flush began. */
  get untouched(): boolean {
    return this.#recorded === 0;
  }

  /** Counts a kernel that is about to be recorded; throws past the budget. */
  admit(name: string): void {
    const full = this.#heldBytes > this.#limits.heldBytes;
    if (++this.#recorded > this.#limits.recordAtMost || full) {
      const held = full ? `, and hold ${Math.round(this.#heldBytes / 2 ** 20)} MiB of disposed tensors` : '';
      throw new Error(
        `onnx backend: ${name} would be the ${this.#recorded}th operation recorded since a tensor was last read${held}. ` +
          'Nothing is computed until a tensor is read: put `await tensor.data()` or `await tf.nextFrame()` into the loop.',
      );
    }
    if (this.#scheduled || !this.#much()) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      if (this.#much()) this.#flush();
    });
  }

  /** Counts bytes of a disposed tensor that recorded kernels may need. */
  hold(bytes: number): void {
    this.#heldBytes += bytes;
  }

  /** Starts anew: a flush takes all that was recorded. */
  reset(): void {
    this.#recorded = 0;
    this.#heldBytes = 0;
  }

  #much(): boolean {
    return this.#recorded >= this.#limits.flushAt || this.#heldBytes > this.#limits.heldBytes / 4;
  }
}
