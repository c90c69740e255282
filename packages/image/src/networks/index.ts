export { cnn } from './cnn.ts';
export type { CnnOptions } from './cnn.ts';
export { deepCnn } from './deep-cnn.ts';
export { lenet } from './lenet.ts';
export { mlp } from './mlp.ts';
export type { Network, NetworkOptions } from './network.ts';
export { resnet } from './resnet.ts';
export type { ResnetOptions } from './resnet.ts';
export { smallCnn } from './small-cnn.ts';
