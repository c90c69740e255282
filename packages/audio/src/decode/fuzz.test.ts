import { createRandom } from '@siamese/core';
import { fuzz } from '@siamese/testing';
import { decodeAudio } from '../decode-audio.ts';
import { bytesOf, oracle, tone, wavFile } from '../files.testing.ts';

// The decoders of others say on the console what they also give as an error.
beforeEach(() => void jest.spyOn(console, 'error').mockImplementation());
afterEach(() => jest.restoreAllMocks());

jest.setTimeout(120_000); // thousands of files, perhaps on a busy machine

const oracleFiles = (...names: readonly string[]) => names.map((name) => bytesOf(oracle.files[name]!.file));
const wav = wavFile([tone(0.2), tone(0.2)]);
const floats = wavFile([tone(0.2)], { bits: 32, float: true, extensible: true });

/** Files from strangers: there comes sound without a NaN, or an error of one line that names the file. */
test.each<[string, number, readonly Uint8Array[]]>([
  ['WAV', 1500, [wav, floats]],
  ['FLAC', 1000, oracleFiles('flac16', 'flac24', 'flac8')],
  ['MP3', 300, oracleFiles('mp3')],
  ['Ogg Vorbis', 300, oracleFiles('vorbis')],
  ['Ogg Opus', 300, oracleFiles('opus')],
])('%s: %i damaged files', async (format, count, files) => {
  const fuzzed = await fuzz({
    files,
    count,
    random: createRandom(1, format),
    async read(bytes) {
      const { samples } = await decodeAudio(bytes);
      if (!samples.every(Number.isFinite)) throw new Error('the recording has a sample that is no number\n');
    },
    names: /^the recording /,
  });
  expect(Math.min(fuzzed.read, fuzzed.refused)).toBeGreaterThan(0);
});
