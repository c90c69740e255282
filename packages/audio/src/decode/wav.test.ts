import { open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeAudio } from '../decode-audio.ts';
import { farthest, put, temporaryFolder, tone, wavFile, type WavOptions } from '../files.testing.ts';
import { streamAudio } from '../stream-audio.ts';
import { openSound } from './open-sound.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
const at = (name: string) => join(folder.path, name);
const values = [0, 0.5, -0.5, 0.25, -1, 0.125, 0.75, -0.375];
const long = (pattern: readonly number[]) =>
  Float32Array.from({ length: 1600 }, (_, i) => pattern[i % pattern.length]!);
const error = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (thrown: Error) => thrown,
  );

describe('WAV', () => {
  it.each<[string, WavOptions]>([
    ['8 bits', { bits: 8 }],
    ['16 bits', { bits: 16 }],
    ['24 bits', { bits: 24 }],
    ['32 bits', { bits: 32 }],
    ['32 bits of float', { bits: 32, float: true }],
    ['64 bits of float', { bits: 64, float: true }],
    ['extensible', { bits: 24, extensible: true }],
    ['extensible float', { bits: 32, float: true, extensible: true }],
  ])('of %s is exact', async (_, options) => {
    const { samples, sampleRate } = await decodeAudio(wavFile([long(values)], options));
    expect(sampleRate).toBe(16_000);
    expect(samples).toEqual(long(values));
  });

  it('of A-law and mu-law has the values of G.711', async () => {
    const coded = (tag: number, codes: number[]) => {
      const file = wavFile([new Float32Array(1600)], { bits: 8 });
      file[20] = tag;
      codes.forEach((code, i) => (file[44 + i] = code));
      return file;
    };
    const first = async (file: Uint8Array) => [...(await decodeAudio(file)).samples.subarray(0, 4)];
    // 13 and 14 bits, brought to 16: the loudest, both signs, and the softest.
    expect(await first(coded(6, [0xaa, 0x2a, 0xd5, 0x55]))).toEqual([32_256, -32_256, 8, -8].map((v) => v / 2 ** 15));
    expect(await first(coded(7, [0x80, 0x00, 0xff, 0x7e]))).toEqual([32_124, -32_124, 0, -8].map((v) => v / 2 ** 15));
  });

  it('of many channels becomes their mean, or one of them', async () => {
    const channels = Array.from({ length: 8 }, (_, c) => new Float32Array(1600).fill((c + 1) / 16));
    const file = wavFile(channels);
    expect((await decodeAudio(file)).samples[9]).toBeCloseTo(4.5 / 16, 6);
    expect((await decodeAudio(file, { channel: 7 })).samples[9]).toBe(0.5);
    expect((await decodeAudio(file, { channel: 0 })).samples[9]).toBe(1 / 16);
    await expect(decodeAudio(file, { channel: 8 })).rejects.toThrow(
      /has 8 channels, and channel 8 \(0 the first\) is wanted/,
    );
  });

  it('is read past other chunks, odd ones too, and RF64', async () => {
    const plain = wavFile([long(values)]);
    const extra = new Uint8Array(12);
    extra.set(new TextEncoder().encode('LIST'));
    extra[4] = 3;
    const file = Uint8Array.from([...plain.subarray(0, 36), ...extra, ...plain.subarray(36)]);
    expect((await decodeAudio(file)).samples).toEqual(long(values));
    const ds64 = new Uint8Array(36);
    ds64.set(new TextEncoder().encode('ds64'));
    ds64[4] = 28;
    new DataView(ds64.buffer).setBigUint64(16, 3200n, true);
    const rf64 = Uint8Array.from([...plain.subarray(0, 12), ...ds64, ...plain.subarray(12)]);
    rf64.set(new TextEncoder().encode('RF64'));
    new DataView(rf64.buffer).setUint32(12 + 36 + 24 + 4, 0xffffffff, true);
    expect((await decodeAudio(rf64)).samples).toEqual(long(values));
  });

  it('reads only the part that is wanted', async () => {
    const path = await put(at('part.wav'), wavFile([tone(2)]));
    const { samples, name } = await decodeAudio(path, { from: 0.5, seconds: 0.25 });
    expect(name).toBe(path);
    expect(farthest(samples, tone(2).subarray(8000, 12_000))).toBeLessThan(2 ** -15);
    await expect(decodeAudio(path, { from: 2 })).rejects.toThrow(/before the end of \S+part\.wav at 2 s, got 2/);
  });
});

describe('bad WAV files', () => {
  const whole = wavFile([tone(1)]);
  it.each<[string, () => Uint8Array, string, RegExp]>([
    [
      'cut.wav',
      () => whole.subarray(0, 9000),
      'SyntaxError',
      /cut\.wav is cut short: its header says 32000 bytes of sound, and 8956 are there/,
    ],
    [
      'header.wav',
      () => whole.subarray(0, 42),
      'SyntaxError',
      /header\.wav is cut short or damaged: its header ends before the sound/,
    ],
    [
      'lies.wav',
      () => wavFile([tone(1)], { says: 4_000_000_000 }),
      'SyntaxError',
      /lies\.wav is cut short: its header says 4000000000 bytes/,
    ],
    ['none.wav', () => wavFile([[]]), 'RangeError', /none\.wav has no samples; remove it/],
    [
      'short.wav',
      () => wavFile([tone(0.05)]),
      'RangeError',
      /short\.wav lasts 0\.05 s, too short to tell anything apart \(0\.1 s is the least\)/,
    ],
    [
      'nan.wav',
      () => wavFile([tone(1).fill(Number.NaN, 8000, 8001)], { bits: 32, float: true }),
      'SyntaxError',
      /nan\.wav has samples that are no numbers \(the first at 0\.5 s\)/,
    ],
    [
      'inf.wav',
      () => wavFile([tone(1).fill(Infinity, 0, 1)], { bits: 64, float: true }),
      'SyntaxError',
      /inf\.wav has samples that are no numbers \(the first at 0 s\)/,
    ],
    [
      'text.wav',
      () => new TextEncoder().encode('hello, this is text'),
      'SyntaxError',
      /text\.wav is not a recording; remove it or convert it to WAV or FLAC/,
    ],
    ['empty.wav', () => new Uint8Array(0), 'SyntaxError', /empty\.wav is empty; remove it/],
    [
      'adpcm.wav',
      () => {
        const file = whole.slice();
        file[20] = 2;
        return file;
      },
      'SyntaxError',
      /adpcm\.wav is a WAV file of the encoding 2, which is not read; convert it/,
    ],
    [
      'slow.wav',
      () => wavFile([tone(1)], { sampleRate: 90 }),
      'RangeError',
      /slow\.wav has 90 samples a second, and 1000 to 768000 are read/,
    ],
    [
      'nobody.wav',
      () => {
        const file = whole.slice();
        file[22] = 0;
        return file;
      },
      'RangeError',
      /nobody\.wav has 0 channels/,
    ],
    [
      'order.wav',
      () => {
        const file = whole.slice();
        file.set(new TextEncoder().encode('data'), 12);
        return file;
      },
      'SyntaxError',
      /order\.wav is damaged: its sound comes before its format/,
    ],
  ])('%s is named with what to do', async (name, make, kind, message) => {
    const path = await put(at(name), make());
    expect(await error(decodeAudio(path))).toMatchObject({ name: kind, message: expect.stringMatching(message) });
  });

  it('names a missing file, a folder, and what is no item', async () => {
    await expect(decodeAudio(at('gone.wav'))).rejects.toThrow(/gone\.wav is not there; check the path/);
    await expect(decodeAudio(folder.path)).rejects.toThrow(/is no file; give the path of a file/);
    await expect(decodeAudio(3 as unknown as string)).rejects.toThrow(TypeError);
    await expect(decodeAudio({ samples: new Float32Array([Number.NaN]), sampleRate: 8000 })).rejects.toThrow(
      /must have finite samples, got NaN at 0/,
    );
    await expect(decodeAudio({ samples: new Float32Array(9), sampleRate: 0.5 })).rejects.toThrow(RangeError);
    await expect(decodeAudio({ samples: [1] as unknown as Float32Array, sampleRate: 8000 })).rejects.toThrow(TypeError);
  });

  it('takes a header that could not know its length, as pipes leave it', async () => {
    const piped = wavFile([long(values)], { says: 0xffffffff });
    expect((await decodeAudio(piped)).samples.length).toBe(1600);
  });

  it('keeps what is clipped as it is', async () => {
    const { samples } = await decodeAudio(wavFile([tone(0.5).map((value) => 5 * value)]));
    expect(Math.max(...samples)).toBe(1 - 2 ** -15);
    expect(Math.min(...samples)).toBe(-1);
  });
});

describe('a WAV file of 24 hours', () => {
  let path: string;
  const hours = 24;
  const sampleRate = 8000;
  beforeAll(async () => {
    // A file with a hole: its length is real, its place on disk is not.
    path = await put(at('day.wav'), wavFile([tone(1)], { sampleRate, bits: 16, says: hours * 3600 * sampleRate * 2 }));
    await truncate(path, 44 + hours * 3600 * sampleRate * 2);
    const file = await open(path, 'r+');
    const noon = wavFile([tone(1, { sampleRate })], { sampleRate }).subarray(44);
    await file.write(noon, 0, noon.length, 44 + 12 * 3600 * sampleRate * 2);
    await file.close();
  });

  it('is opened, and any part of it read, without the rest', async () => {
    const sound = await openSound(path);
    expect(sound.length).toBe(hours * 3600 * sampleRate);
    await sound.close();
    const { samples } = await decodeAudio(path, { from: 12 * 3600, seconds: 1, sampleRate: 16_000 });
    expect(samples.length).toBe(16_000);
    expect(Math.max(...samples)).toBeGreaterThan(0.3);
  });

  it('is not held as a whole, and says what to do', async () => {
    await expect(decodeAudio(path)).rejects.toThrow(
      /day\.wav lasts 24 h, more than the 1 h that are held at once; cut it into pieces, or read it with streamAudio/,
    );
  });

  it('comes in pieces', async () => {
    const pieces = streamAudio(path, { seconds: 600 });
    const lengths: number[] = [];
    for await (const { samples, from } of pieces) {
      lengths.push(samples.length);
      if (from >= 2 * 600) break;
    }
    expect(lengths).toEqual([600, 600, 600].map((seconds) => seconds * sampleRate));
  });

  it('is read to its end without being held', async () => {
    const before = process.memoryUsage().rss;
    let count = 0;
    let loudest = 0;
    // A second of each minute: between the first and the last lie 1.4 GB of the file, 2.8 GB as floats.
    for await (const { samples } of streamAudio(path, { seconds: 1, every: 60 })) {
      count++;
      if (samples.some((value) => value > 0.3)) loudest = count;
    }
    expect([count, loudest]).toEqual([hours * 60, 12 * 60 + 1]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  });
});

describe('streamAudio', () => {
  it('joined is the whole, resampled', async () => {
    const file = wavFile([tone(1.3)], { sampleRate: 44_100 });
    const whole = await decodeAudio(file, { sampleRate: 16_000 });
    const joined: number[] = [];
    const starts: number[] = [];
    for await (const { samples, from } of streamAudio(file, { sampleRate: 16_000, seconds: 0.2 })) {
      joined.push(...samples);
      starts.push(from);
    }
    expect(Float32Array.from(joined)).toEqual(whole.samples);
    expect(starts).toEqual([0, 0.2, 0.4]);
  });

  it('gives windows that overlap, and ends with the last one', async () => {
    const starts: [number, number][] = [];
    for await (const { samples, from } of streamAudio(wavFile([tone(1)]), { seconds: 0.4, every: 0.2 })) {
      starts.push([from, samples.length]);
    }
    expect(starts).toEqual([
      [0, 6400],
      [0.2, 6400],
      [0.4, 6400],
      [0.6, 6400],
    ]);
  });
});
