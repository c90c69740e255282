import type { Channel } from './sound.ts';

/** The one channel that is wanted of many, divided by `scale`. */
export function mixed(channels: readonly ArrayLike<number>[], channel: Channel, scale = 1): Float32Array {
  const chosen = channel === 'mean' ? channels : [channels[channel]!];
  const samples = new Float32Array(chosen[0]!.length);
  const divisor = scale * chosen.length;
  if (chosen.length === 1) {
    const [only] = chosen;
    for (let i = 0; i < samples.length; i++) samples[i] = only![i]! / divisor;
    return samples;
  }
  for (let i = 0; i < samples.length; i++) {
    let sum = 0;
    for (const values of chosen) sum += values[i]!;
    samples[i] = sum / divisor;
  }
  return samples;
}
