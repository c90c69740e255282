import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { decodeAudio } from '../decode-audio.ts';
import { openSound } from './open-sound.ts';
import { bytesOf, farthest, floatsOf, oracle, put, temporaryFolder, tone, wavFile } from '../files.testing.ts';

const fileOf = (name: string) => bytesOf(oracle.files[name]!.file);
const firstOf = (name: string) => floatsOf(oracle.files[name]!.first);

describe('FLAC', () => {
  it.each(['flac16', 'flac24', 'flac8'])('%s is exact', async (name) => {
    const sound = await openSound(fileOf(name), 0);
    expect(await sound.read(0, sound.length)).toEqual(firstOf(name));
  });

  it('of two channels becomes their mean', async () => {
    const [both, first, second] = await Promise.all(
      (['mean', 0, 1] as const).map(async (channel) => (await decodeAudio(fileOf('flac16'), { channel })).samples),
    );
    expect(
      farthest(
        both!,
        first!.map((value, i) => (value + second![i]!) / 2),
      ),
    ).toBeLessThan(1e-7);
  });

  it('cut short or changed is named', async () => {
    const whole = fileOf('flac16');
    for (const length of [30, 60, 900, whole.length - 20]) {
      await expect(decodeAudio(whole.subarray(0, length))).rejects.toThrow(/is damaged or cut short \(.+\)/);
    }
    const changed = whole.slice();
    changed[5000]! ^= 4;
    await expect(decodeAudio(changed)).rejects.toThrow(/sum|frame|sub/);
  });
});

describe('compressed formats', () => {
  it.each([
    ['mp3', 2e-4],
    ['vorbis', 1e-5],
  ])('%s is what libsndfile gives', async (name, most) => {
    const { samples, sampleRate } = await decodeAudio(fileOf(name), { channel: 0 });
    const wanted = firstOf(name);
    expect(sampleRate).toBe(16_000);
    expect(samples.length).toBe(wanted.length);
    expect(farthest(samples, wanted)).toBeLessThan(most);
  });

  it('opus is what libsndfile gives, at 48 kHz', async () => {
    const { samples, sampleRate } = await decodeAudio(fileOf('opus'));
    expect(sampleRate).toBe(48_000);
    // libsndfile lets Opus decode to 16 kHz, which moves it by two samples of 48 kHz.
    const wanted = firstOf('opus').subarray(300, 2800);
    let [off, power] = [0, 0];
    wanted.forEach((value, i) => {
      off += (samples[3 * (i + 300) - 2]! - value) ** 2;
      power += value ** 2;
    });
    expect(off / power).toBeLessThan(2e-3);
    expect(samples.length).toBe(3 * firstOf('opus').length);
  });

  it('is told by content: an MP3 named .wav, tags before it', async () => {
    const folder = await temporaryFolder();
    try {
      const path = await put(join(folder.path, 'song.wav'), fileOf('mp3'));
      expect((await decodeAudio(path)).samples.length).toBe(firstOf('mp3').length);
      const tag = Uint8Array.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2, ...Array<number>(130).fill(0)]);
      const tagged = Uint8Array.from([...tag, ...fileOf('mp3')]);
      expect((await decodeAudio(tagged)).samples.length).toBe(firstOf('mp3').length);
    } finally {
      await folder.remove();
    }
  });

  it.each(['mp3', 'vorbis', 'opus'])('%s cut short is named', async (name) => {
    const whole = fileOf(name);
    await expect(decodeAudio(whole.subarray(0, Math.floor(0.6 * whole.length)))).rejects.toThrow(
      /is damaged or cut short \(.+\); replace or remove it/,
    );
  });

  it('names what to install for the rest', async () => {
    const m4a = Uint8Array.from([0, 0, 0, 24, ...new TextEncoder().encode('ftypM4A '), ...Array<number>(64).fill(0)]);
    const path = process.env['PATH'];
    try {
      process.env['PATH'] = '';
      await expect(decodeAudio(m4a)).rejects.toThrow(
        /is an M4A file, which is read with ffmpeg, and that is not on the PATH; install it, or convert/,
      );
    } finally {
      process.env['PATH'] = path;
    }
  });
});

/** Files from strangers: whatever the bytes, there comes sound or an error of ours with one line. */
describe('any bytes', () => {
  const soundOrOurs = async (bytes: Uint8Array) => {
    const error = await decodeAudio(bytes).then(
      ({ samples }) => void expect(samples.every(Number.isFinite)).toBe(true),
      (thrown: unknown) => thrown,
    );
    if (error === undefined) return;
    expect(error instanceof SyntaxError || error instanceof RangeError).toBe(true);
    expect((error as Error).message).not.toContain('\n');
  };
  it.each([
    ['wav', () => wavFile([tone(0.2)])],
    ['flac', () => fileOf('flac16')],
    ['mp3', () => fileOf('mp3')],
    ['vorbis', () => fileOf('vorbis')],
  ])('changed in a %s', async (_, make) => {
    const whole = make();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(whole.length),
        (at, by, length) => {
          const bytes = whole.slice(0, length % 2 === 0 ? whole.length : length);
          if (at < bytes.length) bytes[at]! ^= by;
          return soundOrOurs(bytes);
        },
      ),
      { seed: 1, numRuns: 40 },
    );
  });
});

const hasFfmpeg = (() => {
  try {
    execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();
(hasFfmpeg ? describe : describe.skip)('with ffmpeg on the PATH', () => {
  it('reads AIFF', async () => {
    const folder = await temporaryFolder();
    try {
      const wav = await put(join(folder.path, 'a.wav'), wavFile([tone(0.5)]));
      const aiff = join(folder.path, 'a.aiff');
      execFileSync('ffmpeg', ['-v', 'error', '-i', wav, aiff]);
      expect(farthest((await decodeAudio(aiff)).samples, (await decodeAudio(wav)).samples)).toBe(0);
    } finally {
      await folder.remove();
    }
  });
});
