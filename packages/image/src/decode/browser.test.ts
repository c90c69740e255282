import { decode } from './browser.ts';

type Fake = { width: number; height: number };
const drawn: unknown[][] = [];
let closed = 0;

/** What a browser offers, as far as it is used: a bitmap is half-transparent red, which the canvas blends on its fill. */
function install(bitmap: Fake | undefined): void {
  Object.assign(globalThis, {
    createImageBitmap: async () => {
      if (bitmap === undefined) throw new Error('InvalidStateError');
      return { ...bitmap, close: () => closed++ };
    },
    OffscreenCanvas: class {
      getContext() {
        return {
          fillStyle: '',
          fillRect(...args: unknown[]) {
            drawn.push(['fill', this.fillStyle, ...args]);
          },
          drawImage(_bitmap: unknown, ...args: unknown[]) {
            drawn.push(['draw', ...args]);
          },
          getImageData: (_x: number, _y: number, width: number, height: number) => ({
            data: Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => [255, 127, 128, 255][i % 4]!),
          }),
        };
      }
    },
  });
}

describe('decode in a browser', () => {
  const fetch = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = fetch;
    for (const name of ['createImageBitmap', 'OffscreenCanvas']) Reflect.deleteProperty(globalThis, name);
  });

  it('draws on white, drops the alpha and closes the bitmap', async () => {
    install({ width: 8, height: 4 });
    closed = 0;
    drawn.length = 0;
    const picture = await decode(new Uint8Array([1, 2, 3]));
    expect(picture).toMatchObject({ width: 8, height: 4, channels: 3 });
    expect([...picture.data.subarray(0, 6)]).toEqual([255, 127, 128, 255, 127, 128]);
    expect(drawn).toEqual([
      ['fill', '#fff', 0, 0, 8, 4],
      ['draw', 0, 0, 8, 4],
    ]);
    expect(closed).toBe(1);
  });

  it('draws smaller where that is enough', async () => {
    install({ width: 800, height: 400 });
    expect(await decode(new Uint8Array([1]), { enough: 100 })).toMatchObject({ width: 200, height: 100 });
  });

  it('fetches a URL and names it in errors', async () => {
    install(undefined);
    globalThis.fetch = (async () => new Response('x')) as typeof fetch;
    await expect(decode('https://a.example/b.heic')).rejects.toThrow(/b\.heic is no picture that this browser reads/);
    globalThis.fetch = (async () => new Response('', { status: 404 })) as typeof fetch;
    await expect(decode('https://a.example/b.jpg')).rejects.toThrow(/b\.jpg cannot be fetched \(404\)/);
    globalThis.fetch = async () => Promise.reject(new TypeError('offline'));
    await expect(decode('https://a.example/b.jpg')).rejects.toThrow(/cannot be fetched \(no answer\)/);
  });

  it('refuses a picture of one pixel', async () => {
    install({ width: 1, height: 1 });
    await expect(decode(new Uint8Array([1]))).rejects.toThrow(RangeError);
  });
});
