import { wavFile, tone } from '../files.testing.ts';
import { decodeOther, openSource } from './browser.ts';

describe('in a browser', () => {
  const fetch = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = fetch;
    Reflect.deleteProperty(globalThis, 'OfflineAudioContext');
  });

  it('pieces of what a URL gives are read', async () => {
    const file = wavFile([tone(1)]);
    globalThis.fetch = (async () => new Response(file as Uint8Array<ArrayBuffer>)) as typeof fetch;
    const source = await openSource('https://a.example/b.wav');
    expect(source).toMatchObject({ name: 'https://a.example/b.wav', size: file.length });
    expect(await source.read(44, 60)).toEqual(file.slice(44, 60));
    expect((await source.read(file.length - 3, file.length + 9)).length).toBe(3);
    await source.close();
  });

  it('a URL that cannot be fetched is named', async () => {
    globalThis.fetch = (async () => new Response('', { status: 404 })) as typeof fetch;
    await expect(openSource('https://a.example/b.wav')).rejects.toThrow(/b\.wav cannot be fetched \(404\)/);
    globalThis.fetch = async () => Promise.reject(new TypeError('offline'));
    await expect(openSource('https://a.example/b.wav')).rejects.toThrow(/cannot be fetched \(no answer\)/);
  });

  it('decodes what the browser can, and names what it cannot', async () => {
    const channels = [Float32Array.of(1, 0), Float32Array.of(0, 0.5)];
    let works = true;
    Object.assign(globalThis, {
      OfflineAudioContext: class {
        async decodeAudioData() {
          if (!works) throw new Error('EncodingError');
          return { numberOfChannels: 2, sampleRate: 48_000, getChannelData: (c: number) => channels[c] };
        }
      },
    });
    const bytes = Uint8Array.of(1, 2, 3);
    expect(await decodeOther(bytes, 'M4A', 'a.m4a', 'mean')).toEqual({
      samples: Float32Array.of(0.5, 0.25),
      sampleRate: 48_000,
    });
    works = false;
    await expect(decodeOther(bytes, 'M4A', 'a.m4a', 'mean')).rejects.toThrow(
      /a\.m4a is an M4A file that this browser does not read; convert it to WAV or FLAC/,
    );
  });
});
