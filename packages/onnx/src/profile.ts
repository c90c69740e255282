import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { OnnxBackend } from './backend.ts';
import { formatProfile } from './format-profile.ts';
import { operatorTimes } from './operator-times.ts';
import type { OperatorTime } from './operator-times.ts';
import { SessionCache } from './session-cache.ts';
import type { Run } from './watch.ts';

/** What the runs of one session had in common: how many there were, and what one of them took in and gave out. */
export type SessionProfile = {
  readonly runs: number;
  /** Nodes of its graph before ONNX Runtime optimises it. */
  readonly nodes: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** Of all runs together. */
  readonly milliseconds: number;
};

/** Where the time of a program went, in milliseconds; see {@link profile}. */
export type Profile = {
  readonly milliseconds: number;
  /** In the program itself: recording kernels and gradients, and whatever else it does. */
  readonly recording: number;
  /** Finding which session computes what was recorded, building sessions, running them. */
  readonly keys: number;
  readonly building: number;
  readonly running: number;
  /** In JavaScript and WebAssembly between two graphs: the updates of optimisers, kernels that ONNX lacks. */
  readonly between: number;
  /** Each session in the order of its first run. */
  readonly sessions: readonly SessionProfile[];
  /** The ten operators that took longest. */
  readonly operators: readonly OperatorTime[];
};

/**
 * Runs `fn`, computes what it leaves pending, and prints where the time went: the ten costliest operators, the nodes and the bytes of
 * each session, and the time spent recording, finding, building and running graphs. Sessions are built anew for it, because they have
 * to be told to take times, and are released after it: let `fn` do some thirty steps, so that building does not outweigh them.
 *
 * @param fn what to measure; it may be asynchronous, and nothing else should compute meanwhile.
 * @param print gets the table; `console.log` unless something else is given.
 * @returns the same as numbers.
 * @throws Error if the onnx backend is not the one in use, or is being profiled already; whatever `fn` throws.
 */
export async function profile(fn: () => unknown, print: (table: string) => void = console.log): Promise<Profile> {
  const backend = tf.backend();
  if (!(backend instanceof OnnxBackend)) {
    throw new Error(`profile: the onnx backend must be in use, got ${tf.getBackend()}: await tf.setBackend('onnx')`);
  }
  await backend.flush();
  const folder = await mkdtemp(join(tmpdir(), 'onnx-profile-'));
  const cache = new SessionCache(Infinity);
  const sessions = new Map<object, SessionProfile>();
  const before = { ...backend.stats };
  let files = 0;
  let flushes = 0;
  try {
    backend.watch({
      cache,
      options: () => ({
        ...backend.sessionOptions,
        enableProfiling: true,
        profileFilePrefix: join(folder, `${files++}`),
      }),
      ran: (run) => sessions.set(run.session, added(sessions.get(run.session), run)),
      flushed: (milliseconds) => (flushes += milliseconds),
    });
    const started = performance.now();
    await fn();
    await backend.flush();
    const milliseconds = performance.now() - started;
    const after = backend.stats;
    for (const session of cache.sessions) session.endProfiling();
    const names = await readdir(folder);
    const found: Profile = {
      milliseconds,
      recording: milliseconds - flushes,
      keys: after.keyTime - before.keyTime,
      building: after.buildTime - before.buildTime,
      running: after.runTime - before.runTime,
      between: after.hostTime - before.hostTime,
      sessions: [...sessions.values()],
      operators: operatorTimes(await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))).slice(
        0,
        10,
      ),
    };
    print(formatProfile(found));
    return found;
  } finally {
    backend.watch(null);
    await cache.clear();
    await rm(folder, { recursive: true, force: true });
  }
}

function added(before: SessionProfile | undefined, { nodes, bytesIn, bytesOut, milliseconds }: Run): SessionProfile {
  const runs = (before?.runs ?? 0) + 1;
  return { runs, nodes, bytesIn, bytesOut, milliseconds: (before?.milliseconds ?? 0) + milliseconds };
}
