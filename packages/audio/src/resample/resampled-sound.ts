import type { Sound } from '../decode/sound.ts';
import { resampler } from './resampler.ts';

/** A sound at another rate; a piece of it has the same samples as if all of it had been resampled. */
export function resampledSound(sound: Sound, sampleRate: number): Sound {
  if (sound.sampleRate === sampleRate) return sound;
  const { lengthOf, needs, run } = resampler(sound.sampleRate, sampleRate);
  return {
    name: sound.name,
    sampleRate,
    length: lengthOf(sound.length),
    async read(from, to) {
      const [first, end] = needs(from, to);
      return run(await sound.read(first, end), first, from, to);
    },
    close: () => sound.close(),
  };
}
