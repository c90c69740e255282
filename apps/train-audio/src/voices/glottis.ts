import type { Random } from '@siamese/core';
import type { Speaker } from './speaker.ts';

/**
 * A speaker's glottis, a sample at a time: the derivative of Rosenberg's pulse, each period a little longer or shorter,
 * higher or lower than the last, through a low-pass that gives its spectrum its tilt.
 *
 * Reference: Rosenberg 1971, "Effect of Glottal Pulse Shape on the Quality of Natural Vowels", pulse C.
 */
export function glottis(who: Speaker, sampleRate: number, random: Random): (pitch: number) => number {
  const { open, rise, jitter, shimmer } = who;
  const smooth = 1 - Math.exp((-2 * Math.PI * who.tilt) / sampleRate);
  let at = random.float();
  let [stretch, height, low] = [1, 1, 0];
  return (pitch) => {
    at += (pitch * stretch) / sampleRate;
    if (at >= 1) {
      at -= 1;
      stretch = 1 + jitter * random.normal();
      height = 1 + shimmer * random.normal();
    }
    low += smooth * (height * flow(at / open, rise) - low);
    return low;
  };
}

/** The derivative of the flow at a share of the time in which the glottis is open: it opens slowly and shuts fast. */
function flow(at: number, rise: number): number {
  if (at >= 1) return 0;
  if (at < rise) return (0.5 * Math.sin((Math.PI * at) / rise)) / rise;
  return -Math.sin((0.5 * Math.PI * (at - rise)) / (1 - rise)) / (1 - rise);
}
