/** The first three resonances of ten vowels in Hz: means of men, Peterson and Barney 1952. */
export const vowels: readonly (readonly [f1: number, f2: number, f3: number])[] = [
  [270, 2290, 3010],
  [390, 1990, 2550],
  [530, 1840, 2480],
  [660, 1720, 2410],
  [730, 1090, 2440],
  [570, 840, 2410],
  [440, 1020, 2240],
  [300, 870, 2240],
  [640, 1190, 2390],
  [490, 1350, 1690],
];

/** The fourth and fifth resonance in Hz, which hardly depend on what is said. */
export const upper = [3400, 4500] as const;

/** What stands before a vowel: where its resonances come from, and what is heard. */
export type Consonant = {
  /** Where the first three resonances are, in Hz. */
  readonly from: readonly [number, number, number];
  readonly seconds: number;
  /** How loud voice, breath through the vocal tract, and hiss at the teeth are. */
  readonly voice: number;
  readonly breath: number;
  readonly hiss: number;
  /** Hz around which it hisses, as a factor of the speaker's. */
  readonly place: number;
};

const kinds = {
  stop: { seconds: 0.07, voice: 0, breath: 0, hiss: 0, place: 1 },
  voicedStop: { seconds: 0.06, voice: 0.12, breath: 0, hiss: 0, place: 1 },
  nasal: { seconds: 0.07, voice: 0.4, breath: 0, hiss: 0, place: 1 },
  glide: { seconds: 0.06, voice: 0.7, breath: 0, hiss: 0, place: 1 },
  sharp: { seconds: 0.11, voice: 0, breath: 0, hiss: 1, place: 1 },
  blunt: { seconds: 0.1, voice: 0, breath: 0, hiss: 0.8, place: 0.6 },
  buzz: { seconds: 0.08, voice: 0.3, breath: 0, hiss: 0.5, place: 1 },
  breathed: { seconds: 0.06, voice: 0.05, breath: 1, hiss: 0, place: 1 },
} as const;

const lips = [250, 900, 2200] as const;
const teeth = [250, 1750, 2600] as const;
const palate = [250, 2100, 2300] as const;

/** Some consonants of most languages. */
export const consonants: readonly Consonant[] = [
  { from: lips, ...kinds.stop },
  { from: teeth, ...kinds.stop },
  { from: palate, ...kinds.stop },
  { from: lips, ...kinds.voicedStop },
  { from: teeth, ...kinds.voicedStop },
  { from: palate, ...kinds.voicedStop },
  { from: lips, ...kinds.nasal },
  { from: teeth, ...kinds.nasal },
  { from: [290, 2200, 3000], ...kinds.glide },
  { from: [300, 750, 2200], ...kinds.glide },
  { from: [360, 1300, 2700], ...kinds.glide },
  { from: teeth, ...kinds.sharp },
  { from: palate, ...kinds.blunt },
  { from: teeth, ...kinds.buzz },
  { from: [500, 1500, 2500], ...kinds.breathed },
];
