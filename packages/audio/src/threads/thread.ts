import { alone, answering } from '@siamese/core/node/threads';
import { doHere } from './do-here.ts';
import type { DecodeTask, PrepareTask } from './task.ts';

/** Entry of the threads of `doElsewhere`. */
export default answering(async (task: DecodeTask | PrepareTask) => {
  const done = await doHere(task);
  return done instanceof Float32Array ? alone(done) : { ...done, samples: alone(done.samples) };
});
