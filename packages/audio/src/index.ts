export { fromIterable } from '@siamese/core/items';
export type { LabelledItem } from '@siamese/core/items';
export {
  augmentBy,
  band,
  gain,
  inTurn,
  noise,
  room,
  shift,
  specAugment,
  speed,
  speedSpeakers,
} from './augment/index.ts';
export type {
  Augment,
  Augmentation,
  BandOptions,
  Crop,
  Frames,
  NoiseOptions,
  RoomOptions,
  SpecAugmentOptions,
} from './augment/index.ts';
export { decodeAll } from './decode-all.ts';
export type { DecodeAllOptions, DecodedAll } from './decode-all.ts';
export { decodeAudio } from './decode-audio.ts';
export type { DecodeAudioOptions } from './decode-audio.ts';
export type { Channel } from './decode/sound.ts';
export { audioPrepare, createAudioEncoder } from './encoder/index.ts';
export type { AudioEncoder, AudioEncoderOptions, AudioNetworkName } from './encoder/index.ts';
export { fromArrays } from './from-arrays.ts';
export type { Features } from './front-end/features.ts';
export type {
  DescriptorFrontEnd,
  DescriptorName,
  FrontEnd,
  LogScale,
  MelFrontEnd,
  WaveFrontEnd,
} from './front-end/front-end.ts';
export { openFeatures, widthOf } from './front-end/open-features.ts';
export { librosa, resemblyzer, tacotron, whisper } from './front-end/presets.ts';
export { lstmStack, melCnnLstm, melCnnPool, tdnn, waveCnn } from './networks/index.ts';
export type { MelOptions, Network, NetworkOptions, TdnnOptions } from './networks/index.ts';
export { parsePreparation } from './preparation/preparation.ts';
export type { AudioPreparation, Windows } from './preparation/preparation.ts';
export { preparer } from './preparation/preparer.ts';
export type { AudioPrepare, PreparedAudio } from './preparation/preparer.ts';
export { resample } from './resample/resample.ts';
export { loudnessOf, toLoudness } from './signal/levels.ts';
export { trimSilence, voiceActivity } from './signal/voice-activity.ts';
export type { Stretch, VoiceActivityOptions } from './signal/voice-activity.ts';
export { streamAudio } from './stream-audio.ts';
export type { Piece, StreamAudioOptions } from './stream-audio.ts';
export type { AudioItem, Waveform } from './waveform.ts';
