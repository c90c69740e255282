import { answering } from '@siamese/core/node/threads';
import { loadHere, type LoadTask } from './load.ts';

/** Entry of the threads of `loadElsewhere`. */
export default answering(async (task: LoadTask) => {
  const pictures = await loadHere(task);
  // Copies: a view is sent with all that it is a view of.
  return pictures.map((picture) => ({ ...picture, data: new Uint8Array(picture.data) }));
});
