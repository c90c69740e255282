import { createRandom, type Labelled } from '@siamese/core';
import type { Waveform } from '../waveform.ts';

/** Voices of a test: each has a pitch and two resonances of its own, each recording a melody and noise of its own. */
export function tinyVoices(o: { voices: number; each: number; seconds: number; seed: number }): Labelled<Waveform> {
  const sampleRate = 8000;
  const items: Waveform[] = [];
  const labels: string[] = [];
  for (let voice = 0; voice < o.voices; voice++) {
    const own = createRandom(o.seed, 'voice', voice);
    const pitch = 90 + 160 * own.float();
    const resonances = [400 + 500 * own.float(), 1200 + 1600 * own.float()];
    for (let k = 0; k < o.each; k++) {
      const random = createRandom(o.seed, 'recording', voice, k);
      const glide = 0.06 * random.normal();
      const phases = Array.from({ length: 24 }, () => 2 * Math.PI * random.float());
      const samples = Float32Array.from(
        { length: Math.round(o.seconds * sampleRate * (0.7 + 0.6 * random.float())) },
        (_, i) => {
          const t = i / sampleRate;
          const f = pitch * (1 + glide * Math.sin(5 * t));
          let value = 0.02 * random.normal();
          for (let h = 1; h <= 24 && h * f < 3800; h++) {
            const gain = resonances.reduce((sum, r) => sum + 1 / (1 + ((h * f - r) / 150) ** 2), 0.02);
            value += 0.1 * gain * Math.sin(2 * Math.PI * h * f * t + phases[h - 1]!);
          }
          return value;
        },
      );
      items.push({ samples, sampleRate });
      labels.push(`voice-${voice}`);
    }
  }
  return { items, labels };
}
