import { fileURLToPath } from 'node:url';
import { stepper, type Stepper } from './stepper.ts';

/** Threads of everybody. */
export const threads = 2;

/** Who stands on the other side. */
export type Peer = {
  readonly name: string;
  /** How to get it. */
  readonly install: string;
  start(work: string): Promise<Stepper>;
  /** So slow that a few steps must do. */
  readonly slow?: boolean;
};

/** The file of this name beside this one. */
export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The python that has PyTorch. */
export const python = (): string => process.env['SIAMESE_PYTHON'] ?? 'python3';

/** Everybody we compare with. */
export const peers: readonly Peer[] = [
  {
    name: 'pytorch',
    install: 'pip install torch==2.11.0 numpy, and set SIAMESE_PYTHON to that python',
    start: (work) => stepper(python(), [here('../peers/torch-step.py'), work, `${threads}`]),
  },
  {
    name: 'tensorflow',
    install:
      'npm install @tensorflow/tfjs-node in a folder of its own, and set SIAMESE_TFJS_NODE to node_modules/@tensorflow/tfjs-node there',
    start: (work) => tfjs('tensorflow', work),
  },
  { name: 'wasm', install: 'npm install', start: (work) => tfjs('wasm', work), slow: true },
  { name: 'cpu', install: 'npm install', start: (work) => tfjs('cpu', work), slow: true },
];

/** A network on a backend of TensorFlow.js. */
export function tfjs(backend: string, work: string): Promise<Stepper> {
  return stepper(process.execPath, ['--import', 'tsx', here('tfjs-worker.ts'), backend, work, `${threads}`]);
}

/**
 * The peer of this name.
 *
 * @throws RangeError naming all, if there is none.
 */
export function peerNamed(name: string): Peer {
  const peer = peers.find((each) => each.name === name);
  if (!peer) throw new RangeError(`--peer must be one of ${peers.map((each) => each.name).join(', ')}, got ${name}`);
  return peer;
}

/** Starts a peer; where that fails, says on standard error how to get it. */
export async function startOrSay(peer: Peer, work: string): Promise<Stepper | undefined> {
  try {
    return await peer.start(work);
  } catch (error) {
    process.stderr.write(`${peer.name} did not start (${(error as Error).message}): ${peer.install}\n`);
    return undefined;
  }
}
