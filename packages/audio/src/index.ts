export type { DescriptorFrontEnd, FrontEnd, LogScale, MelFrontEnd, WaveFrontEnd } from './front-end/front-end.ts';
export type { AudioPreparation } from './preparation/preparation.ts';
export type { AudioPrepare, PreparedAudio } from './preparation/preparer.ts';
export type { AudioItem, Waveform } from './waveform.ts';
