import { bidirectional } from './bidirectional.ts';
import { cnn } from './cnn.ts';
import { gru } from './gru.ts';
import { imageSiamese } from './image-siamese.ts';
import { melLstm, melLstmFull } from './mel-lstm.ts';
import { minilm } from './minilm.ts';
import { mlp } from './mlp.ts';
import { transformer } from './transformer.ts';
import type { Work } from './work.ts';

/** Every network whose training step is timed, by name. */
export const works: readonly Work[] = [
  mlp,
  cnn,
  imageSiamese,
  melLstm,
  melLstmFull,
  gru,
  bidirectional,
  transformer,
  minilm,
];
