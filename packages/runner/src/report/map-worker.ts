import { parentPort, workerData } from 'node:worker_threads';
import type { MapTask } from './lay-out-map.ts';
import { layOutMap } from './lay-out-map.ts';

/** Entry of the worker thread of `mapEmbeddings`. */
parentPort!.postMessage(layOutMap(workerData as MapTask));
