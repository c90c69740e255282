import { bidirectional } from './bidirectional.ts';
import { cnn } from './cnn.ts';
import { gru } from './gru.ts';
import { melLstm, melLstmFull } from './mel-lstm.ts';
import { mlp } from './mlp.ts';
import type { Work } from './work.ts';

/** Every network whose training step is timed, by name. */
export const works: readonly Work[] = [mlp, cnn, melLstm, melLstmFull, gru, bidirectional];
