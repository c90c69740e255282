export { cnn } from './cnn.ts';
export { mlp } from './mlp.ts';
export type { Network, NetworkOptions } from './network.ts';
export { resnet } from './resnet.ts';
export type { ResnetOptions } from './resnet.ts';
export { seedWeights } from './seed-weights.ts';
export type { Start } from './seed-weights.ts';
