import type { Random } from '@siamese/core';
import { consonants, upper, vowels } from './phones.ts';
import type { Speaker } from './speaker.ts';

/** Seconds between two positions of the vocal tract. */
export const every = 0.005;

/** One position: how the tract stands, what excites it, and how high the voice is. */
export type Position = {
  /** Five resonances in Hz. */
  readonly formants: readonly number[];
  readonly voice: number;
  readonly breath: number;
  readonly hiss: number;
  /** Hz around which it hisses. */
  readonly hissAt: number;
  /** Pitch in Hz. */
  readonly pitch: number;
};

type Target = Omit<Position, 'pitch'>;

/** Positions of random syllables that last so many seconds, as this speaker says them: targets, and ways between them. */
export function articulation(who: Speaker, seconds: number, random: Random): Position[] {
  const length = Math.round(seconds / every);
  const targets = syllables(who, length, random);
  const pitchOf = melody(who, length, random);
  // A tongue does not jump: resonances approach their targets.
  const formants = [...targets[0]!.formants];
  let { voice, breath, hiss } = targets[0]!;
  return targets.map((target, t) => {
    for (let f = 0; f < formants.length; f++) formants[f]! += 0.22 * (target.formants[f]! - formants[f]!);
    voice += 0.4 * (target.voice - voice);
    breath += 0.5 * (target.breath - breath);
    hiss += 0.5 * (target.hiss - hiss);
    return { formants: [...formants], voice, breath, hiss, hissAt: target.hissAt, pitch: pitchOf(t) };
  });
}

function syllables(who: Speaker, length: number, random: Random): Target[] {
  const rate = who.rate * Math.exp(0.1 * random.normal());
  const targets: Target[] = [];
  const hold = (target: Target, seconds: number): void => {
    for (let t = Math.max(2, Math.round(seconds / every)); t > 0; t--) targets.push(target);
  };
  while (targets.length < length) {
    const v = random.int(vowels.length);
    const vowel = vowels[v]!;
    const [first, second] = who.accent[v]!;
    const careless = (): number => Math.exp(0.025 * random.normal());
    const said: Target = {
      formants: tract(who, [vowel[0] * first * careless(), vowel[1] * second * careless(), vowel[2] * careless()]),
      voice: 0.75 + 0.5 * random.float(),
      breath: 0,
      hiss: 0,
      hissAt: who.hiss,
    };
    if (random.float() < 0.85) {
      const { from, seconds, voice, breath, hiss, place } = consonants[random.int(consonants.length)]!;
      const formants = tract(who, from);
      const hissAt = who.hiss * place;
      hold({ formants, voice, breath, hiss, hissAt }, seconds * (0.7 + 0.6 * random.float()));
      // What is held back bursts out.
      if (voice < 0.2 && breath + hiss === 0) hold({ ...said, voice: 0, breath: 0.7, hiss: 0.4, hissAt }, 0.015);
    }
    hold(said, (0.62 / rate) * (0.6 + 0.8 * random.float()));
    if (random.float() < 0.08) hold({ ...said, voice: 0 }, 0.05 + 0.15 * random.float());
  }
  return targets.slice(0, length);
}

function tract(who: Speaker, [f1, f2, f3]: readonly [number, number, number]): number[] {
  return [f1, f2, f3, ...upper].map((formant, f) => formant * who.formants[f]!);
}

/** A pitch that falls from the beginning to the end, with waves of accents, higher or lower as the day has it. */
function melody(who: Speaker, length: number, random: Random): (t: number) => number {
  const mood = who.pitch * Math.exp(0.06 * random.normal());
  const fall = who.range * (0.4 + 0.8 * random.float());
  const waves = [1, 2, 3].map((n) => ({
    height: (who.range * random.normal()) / n,
    beats: n * (0.6 + 0.8 * random.float()),
    phase: 2 * Math.PI * random.float(),
  }));
  return (t) => {
    const part = t / length;
    const wave = waves.reduce((sum, w) => sum + w.height * Math.sin(2 * Math.PI * w.beats * part + w.phase), 0);
    return mood * Math.exp(fall * (0.5 - part) + 0.6 * wave);
  };
}
