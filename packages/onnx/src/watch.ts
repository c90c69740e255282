import type { InferenceSession } from 'onnxruntime-common';
import type { SessionCache } from './session-cache.ts';

/** One run of a session. */
export type Run = {
  readonly session: InferenceSession;
  /** Nodes of the graph before ONNX Runtime optimises it. */
  readonly nodes: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly milliseconds: number;
};

/** Who is told of every run. Sessions that are watched are kept apart from all others, since they take other options. */
export type Watch = {
  readonly cache: SessionCache;
  /** The options of the next session. */
  options(): object;
  ran(run: Run): void;
  /** A flush is over that took so many milliseconds: keys, sessions built, runs, and JavaScript between them. */
  flushed(milliseconds: number): void;
};
