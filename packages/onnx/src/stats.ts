/** Counts, and milliseconds spent, since the backend was made. */
export type Stats = {
  /** Times that pending values were computed. */
  flushes: number;
  /** Graphs that ran. */
  graphs: number;
  /** Sessions built, and the ONNX nodes of the last. */
  sessions: number;
  nodes: number;
  /** Milliseconds spent finding structures, building sessions, running them, and in JavaScript between two of them (optimisers). */
  keyTime: number;
  buildTime: number;
  runTime: number;
  hostTime: number;
};

/** Nothing has happened yet. */
export function noStats(): Stats {
  return { flushes: 0, graphs: 0, sessions: 0, nodes: 0, keyTime: 0, buildTime: 0, runTime: 0, hostTime: 0 };
}
