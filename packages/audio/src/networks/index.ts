export { lstmStack } from './lstm-stack.ts';
export { melCnnLstm } from './mel-cnn-lstm.ts';
export { melCnnPool } from './mel-cnn-pool.ts';
export type { MelOptions } from './mel-stages.ts';
export type { Network, NetworkOptions } from './network.ts';
export { tdnn } from './tdnn.ts';
export type { TdnnOptions } from './tdnn.ts';
export { waveCnn } from './wave-cnn.ts';
