import { decodeOther, openSource } from '#decode';
import { isWaveform, nameOf, type AudioItem } from '../waveform.ts';
import { decodeCompressed } from './compressed.ts';
import { checkWaveform } from './check-waveform.ts';
import { decodeFlac } from './flac.ts';
import { mostBytes } from './limits.ts';
import { sniff } from './sniff.ts';
import { samplesSound, type Channel, type Sound } from './sound.ts';
import { bytesSource, type Source } from './source.ts';
import { openWav } from './wav.ts';

/**
 * Opens whatever is an item: of a WAV file only the header is read, other files are decoded. Who opens closes.
 *
 * @throws SyntaxError naming the file if it is no sound that is read, damaged or cut short
 * @throws RangeError naming the file if it is missing, or its rate, channels or size are not read
 * @throws TypeError if it is neither a path, bytes nor samples
 */
export async function openSound(item: AudioItem, channel: Channel = 'mean'): Promise<Sound> {
  if (typeof item !== 'string' && !(item instanceof Uint8Array)) {
    if (!isWaveform(item)) {
      throw new TypeError(
        `openSound: argument item must be a path, a Uint8Array or { samples, sampleRate }, got ${item === null ? 'null' : typeof item}`,
      );
    }
    checkWaveform(item);
    return samplesSound(item.samples, item.sampleRate, nameOf(item));
  }
  const source = typeof item === 'string' ? await openSource(item) : bytesSource(item, nameOf(item));
  try {
    return await decodeSource(source, channel);
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function decodeSource(source: Source, channel: Channel): Promise<Sound> {
  const { name, size } = source;
  if (size === 0) throw new SyntaxError(`${name} is empty; remove it`);
  const found = await sniff((from, to) => source.read(from, to));
  if (found === undefined) {
    throw new SyntaxError(`${name} is not a recording; remove it or convert it to WAV or FLAC`);
  }
  if (found.format === 'wav') return openWav(source, channel);
  if (size > mostBytes) {
    throw new RangeError(`${name} has ${size} bytes, more than the ${mostBytes} that are decoded; convert it to WAV`);
  }
  const bytes = await source.read(found.at, size);
  await source.close();
  const { samples, sampleRate } =
    found.format === 'flac'
      ? decodeFlac(bytes, name, channel)
      : found.format === 'other'
        ? await decodeOther(bytes, found.called, name, channel)
        : await decodeCompressed(bytes, found, name, channel);
  return samplesSound(samples, sampleRate, name);
}
