import { execFile } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
// Not from './node', which brings TensorFlow.js: threads that decode need none.
import { openPlainFile } from '@siamese/core/node/plain-file';
import type { DecodeOther, OpenSource } from './decode.ts';
import { bytesSource } from './source.ts';
import { openWav } from './wav.ts';

/**
 * Opens a file of any length.
 *
 * @throws RangeError naming the file if it is missing, cannot be read or is no file
 */
export const openSource: OpenSource = async (path) => {
  const { file, size } = await openPlainFile(path);
  return {
    name: path,
    size,
    async read(from, to) {
      const bytes = new Uint8Array(Math.max(0, Math.min(to, size) - from));
      let got = 0;
      // One read gives 2 GiB at most, and may give less.
      while (got < bytes.length) {
        const { bytesRead } = await file.read(bytes, got, Math.min(bytes.length - got, 2 ** 30), from + got);
        if (bytesRead === 0) return bytes.subarray(0, got);
        got += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
};

/**
 * Decodes with ffmpeg, if it is on the PATH.
 *
 * @throws Error saying what to install if it isn't
 * @throws SyntaxError naming the file if ffmpeg cannot read it
 */
export const decodeOther: DecodeOther = async (bytes, called, name, channel) => {
  const folder = await mkdtemp(join(tmpdir(), 'siamese-audio-'));
  try {
    // The index of an M4A file may be at its end, where a pipe does not reach.
    const [input, output] = [join(folder, 'in'), join(folder, 'out.wav')];
    await writeFile(input, bytes);
    const options = ['-v', 'error', '-nostdin', '-i', input, '-map', '0:a:0', '-c:a', 'pcm_f32le', output];
    await promisify(execFile)('ffmpeg', options).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') {
        throw new Error(
          `${name} is an ${called} file, which is read with ffmpeg, and that is not on the PATH; install it, or convert the file to WAV or FLAC`,
          { cause: error },
        );
      }
      const why = error.message.trim().split('\n').at(-1);
      throw new SyntaxError(`${name} is an ${called} file that ffmpeg cannot read (${why}); replace or remove it`);
    });
    const file = await open(output);
    const { buffer, byteOffset, length } = await file.readFile().finally(() => file.close());
    const sound = await openWav(bytesSource(new Uint8Array(buffer, byteOffset, length), name), channel);
    return { samples: await sound.read(0, sound.length), sampleRate: sound.sampleRate };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
