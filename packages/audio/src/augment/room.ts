import type { Random } from '@siamese/core';
import { checkInRange } from '@siamese/core/check';
import { resample } from '../resample/resample.ts';
import type { Waveform } from '../waveform.ts';
import { between, type Augment } from './batch.ts';
import { convolve } from './convolve.ts';

/** Which rooms crops are put in. */
export type RoomOptions = {
  /** The share of crops. Default 0.3. */
  readonly probability?: number;
  /** Seconds in which the echo falls by 60 dB, drawn between these two. Default 0.1 to 0.6. */
  readonly seconds?: readonly [low: number, high: number];
  /** Direct sound over echo in dB, drawn between these two. Default 0 to 15. */
  readonly direct?: readonly [low: number, high: number];
};

/**
 * Puts crops into rooms: convolves them with an impulse response, the loudness kept. A response is made of one impulse and
 * noise that decays exponentially, `noise[t] 10^(-3 t / seconds)` (Polack 1988).
 *
 * @param responses measured impulse responses to take from instead. Not kept with a model.
 * @throws RangeError if an option is out of range
 */
export function room(o: RoomOptions = {}, responses?: readonly Waveform[]): Augment {
  const { probability = 0.3, seconds = [0.1, 0.6], direct = [0, 15] } = o;
  checkInRange(probability, 0, 1, 'room: probability');
  checkInRange(seconds[0], 0.01, 10, 'room: seconds');
  checkInRange(seconds[1], seconds[0], 10, 'room: seconds');
  checkInRange(direct[0], -30, 60, 'room: direct');
  checkInRange(direct[1], direct[0], 60, 'room: direct');
  if (responses?.length === 0) throw new RangeError('room: responses must be one or more, got none');
  return {
    onSamples({ samples, sampleRate }, random) {
      if (random.float() >= probability) return samples;
      const response = responses
        ? measured(responses[random.int(responses.length)]!, sampleRate)
        : made(between(...seconds, random), between(...direct, random), sampleRate, random);
      const wet = convolve(samples, response);
      const power = energy(wet);
      if (power === 0) return samples;
      const factor = Math.sqrt(energy(samples) / power);
      return wet.map((value) => value * factor);
    },
  };
}

function made(seconds: number, direct: number, sampleRate: number, random: Random): Float32Array {
  const response = Float32Array.from({ length: Math.ceil(seconds * sampleRate) }, (_, t) =>
    t === 0 ? 0 : random.normal() * 10 ** ((-3 * t) / (seconds * sampleRate)),
  );
  response[0] = Math.sqrt(energy(response) * 10 ** (direct / 10));
  return response;
}

/** From the loudest sample on: what comes before it is only the way from the loudspeaker. */
function measured({ samples, sampleRate }: Waveform, wanted: number): Float32Array {
  const response = resample(samples, sampleRate, wanted);
  let loudest = 0;
  for (let i = 1; i < response.length; i++) {
    if (Math.abs(response[i]!) > Math.abs(response[loudest]!)) loudest = i;
  }
  return response.subarray(loudest);
}

function energy(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}
