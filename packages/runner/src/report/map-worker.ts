import { parentPort, workerData } from 'node:worker_threads';
import type { MapTask } from './lay-out-map.ts';
import { layOutMap } from './lay-out-map.ts';

/** Entry of the worker thread of `mapEmbeddings`. */
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
parentPort!.postMessage(layOutMap(workerData as MapTask));
