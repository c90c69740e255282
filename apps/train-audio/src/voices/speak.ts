import type { Random } from '@siamese/core';
import { articulation, every } from './articulation.ts';
import { glottis } from './glottis.ts';
import { hissing, type Noise } from './noise.ts';
import { resonators } from './resonators.ts';
import type { Speaker } from './speaker.ts';

/** Widths of the five resonances in Hz. */
const widths = [70, 95, 140, 220, 300] as const;

/** Random syllables of a voice, not yet recorded: the glottis and breath through five resonances in turn, and hiss. */
export function speak(
  who: Speaker,
  o: { readonly seconds: number; readonly sampleRate: number; readonly noise: Noise },
  random: Random,
): Float32Array {
  const { sampleRate } = o;
  const positions = articulation(who, o.seconds, random);
  const tract = resonators(widths.length, sampleRate);
  const teeth = resonators(1, sampleRate);
  const source = glottis(who, sampleRate, random);
  const hiss = hissing(o.noise, random);
  const size = Math.round(every * sampleRate);
  const out = new Float32Array(positions.length * size);
  positions.forEach((now, t) => {
    now.formants.forEach((hertz, f) => tract.tune(f, hertz, widths[f]! * who.width));
    teeth.tune(0, now.hissAt, 1200);
    const breath = 0.3 * now.breath + 4 * now.voice * who.breath;
    for (let i = t * size; i < (t + 1) * size; i++) {
      const noise = hiss();
      out[i] = tract.run(now.voice * source(now.pitch) + breath * noise) + 0.35 * teeth.run(now.hiss * noise);
    }
  });
  return out;
}
