/** How much a backend may hold. */
export type Limits = {
  /** Bytes that cached sessions may take, as far as that can be reckoned. */
  readonly sessionBytes: number;
  /** Bytes of freed memory kept to be used again. */
  readonly poolBytes: number;
  /** Recorded kernels from which on pending values are computed at the next await. */
  readonly flushAt: number;
  /** Recorded kernels from which on the next kernel throws. */
  readonly recordAtMost: number;
  /** Bytes of disposed tensors that recorded kernels still need; beyond them the next kernel throws, beyond a quarter pending values are computed. */
  readonly heldBytes: number;
};

export const defaultLimits: Limits = {
  sessionBytes: 2 ** 30,
  poolBytes: 2 ** 29,
  flushAt: 2_000,
  recordAtMost: 100_000,
  heldBytes: 2 ** 31,
};
