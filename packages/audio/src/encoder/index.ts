export { audioPrepare } from './audio-prepare.ts';
export { createAudioEncoder } from './create-audio-encoder.ts';
export type { AudioEncoder, AudioEncoderOptions, AudioNetworkName } from './create-audio-encoder.ts';
