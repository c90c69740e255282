import type { InferenceSession } from 'onnxruntime-common';

/** A session, the names of its outputs, how many nodes its graph had, and how many bytes it is reckoned to take. */
export type CachedSession = {
  readonly session: InferenceSession;
  readonly outputs: readonly string[];
  readonly nodes: number;
  readonly bytes: number;
};

/** Sessions by the structure of their graphs: where they take more bytes than allowed, those unused for longest are released. */
export class SessionCache {
  readonly #budget: number;
  readonly #sessions = new Map<string, CachedSession>();
  #bytes = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  /** Number of sessions. */
  get size(): number {
    return this.#sessions.size;
  }

  /** Bytes they are reckoned to take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** All sessions. */
  get sessions(): readonly InferenceSession[] {
    return [...this.#sessions.values()].map(({ session }) => session);
  }

  /** The session of a structure, which becomes the most recently used. */
  get(key: string): CachedSession | undefined {
    const found = this.#sessions.get(key);
    if (found) {
      this.#sessions.delete(key);
      this.#sessions.set(key, found);
    }
    return found;
  }

  /** Adds a session and releases the oldest ones until the rest fits; the one just added stays however large it is. */
  async add(key: string, cached: CachedSession): Promise<void> {
    this.#sessions.set(key, cached);
    this.#bytes += cached.bytes + 2 * key.length;
    for (const [oldKey, old] of this.#sessions) {
      if (this.#bytes <= this.#budget || oldKey === key) break;
      this.#sessions.delete(oldKey);
      this.#bytes -= old.bytes + 2 * oldKey.length;
      await old.session.release();
    }
  }

  /** Releases all. */
  async clear(): Promise<void> {
    const all = [...this.#sessions.values()];
    this.#sessions.clear();
    this.#bytes = 0;
    for (const { session } of all) await session.release();
  }
}
