import { createRandom, type Labelled } from '@siamese/core';
import type { Waveform } from '@siamese/audio';
import { noise } from './noise.ts';
import { recorded } from './recording.ts';
import { speak } from './speak.ts';
import { speaker } from './speaker.ts';

const sampleRate = 16_000;
const speakers = { train: 200, calibration: 30, test: 50 } as const;

/** How many speakers each part has, and utterances each speaker. */
export type VoicesSize = Readonly<Record<keyof typeof speakers, number>> & { readonly each: number };

/** The three parts of the embedded data set; no speaker is in two of them. */
export type Voices = {
  readonly train: Labelled<Waveform>;
  readonly calibration: Labelled<Waveform>;
  readonly test: Labelled<Waveform>;
};

/**
 * People who don't exist, synthesised from a source and a filter: 280 voices with 10 utterances of 1 to 2 s each, at 16 kHz.
 * A voice is a glottis, a vocal tract, an accent and a way of speaking; what is said and how it is recorded is drawn anew for
 * each utterance.
 *
 * Reference: Fant 1960, "Acoustic Theory of Speech Production".
 */
export function voices({ seed, size = { ...speakers, each: 10 } }: { seed: number; size?: VoicesSize }): Voices {
  const part = (name: keyof typeof speakers): Labelled<Waveform> => partOf(name, size[name], size.each, seed);
  return { train: part('train'), calibration: part('calibration'), test: part('test') };
}

function partOf(name: string, people: number, each: number, seed: number): Labelled<Waveform> {
  const items: Waveform[] = [];
  const labels: string[] = [];
  const how = { sampleRate, noise: noise(createRandom(seed, 'voices', name, 'noise')) };
  for (let s = 0; s < people; s++) {
    const label = `${name}-${String(s).padStart(3, '0')}`;
    const who = speaker(createRandom(seed, 'voices', name, s));
    for (let u = 0; u < each; u++) {
      const random = createRandom(seed, 'voices', name, s, 'utterance', u);
      const samples = speak(who, { ...how, seconds: 1 + random.float() }, random);
      items.push({ samples: recorded(samples, how, random), sampleRate, name: `${label}/${u + 1}` });
      labels.push(label);
    }
  }
  return { items, labels };
}
