import { checkFormat, mostSamples } from './limits.ts';
import { joined } from './joined.ts';
import { mixed } from './mixed.ts';
import { expectedMp3Samples } from './mp3-length.ts';
import { oggLength } from './ogg-length.ts';
import { openDecoder, type DecodedPiece } from './packages.ts';
import type { Decoded } from './flac.ts';
import type { Sniffed } from './sniff.ts';
import type { Channel } from './sound.ts';

const pieceBytes = 2 ** 18;

/**
 * Decodes MP3, Ogg Vorbis and Ogg Opus, a piece of the file at a time.
 *
 * @throws Error saying what to install if the decoder's package isn't there
 * @throws SyntaxError naming the file if it is damaged or cut short
 * @throws RangeError naming the file if its rate, channels or length are not read
 */
export async function decodeCompressed(
  bytes: Uint8Array,
  { format, called }: Sniffed,
  name: string,
  channel: Channel,
): Promise<Decoded> {
  const damaged = (why: string, o?: ErrorOptions) =>
    new SyntaxError(`${name} is damaged or cut short (${why}); replace or remove it`, o);
  const said = format === 'mp3' ? undefined : oggLength(bytes);
  if (format !== 'mp3' && said === undefined) throw damaged('its last page is missing');
  const decoder = await openDecoder(format, called, name);
  const pieces: Float32Array[] = [];
  let sampleRate = 0;
  let count = 0;
  const take = (piece: DecodedPiece) => {
    const [error] = piece.errors;
    if (error) throw damaged(error.message.split('\n', 1)[0]!);
    if (piece.samplesDecoded === 0) return;
    if (sampleRate !== 0 && piece.sampleRate !== sampleRate) throw damaged('its rate changes');
    sampleRate = piece.sampleRate;
    checkFormat(name, sampleRate, piece.channelData.length, channel);
    pieces.push(mixed(piece.channelData, channel));
    count += piece.channelData[0]!.length;
    if (count > mostSamples) {
      throw new RangeError(
        `${name} has more than the ${mostSamples} samples that are held; convert it to WAV, which is read in pieces`,
      );
    }
  };
  // What they did not foresee, they throw in words that say nothing of the file.
  const foreign = (error: unknown): never => {
    throw damaged('its decoder could not go on', { cause: error });
  };
  const decoded = async (make: () => DecodedPiece | Promise<DecodedPiece>) =>
    take(await (async () => make())().catch(foreign));
  try {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      await decoded(() => decoder.decode(bytes.subarray(at, at + pieceBytes)));
    }
    if (decoder.flush) await decoded(() => decoder.flush!());
  } finally {
    decoder.free();
  }
  if (count === 0) throw damaged('there is no sound in it');
  const expected = format === 'mp3' ? expectedMp3Samples(bytes) : undefined;
  if (expected !== undefined && count < expected) throw damaged(`${count} of ${expected} samples or more are there`);
  // The last frame of Opus is as long as any, and its end is not to be heard.
  const length = said !== undefined && said > 0 ? Math.min(count, said) : count;
  return { samples: joined(pieces, length), sampleRate };
}
