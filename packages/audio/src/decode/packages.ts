import type { Format } from './sniff.ts';

/** What the decoders of compressed sound have in common. */
export type StreamDecoder = {
  readonly ready: Promise<void>;
  decode(bytes: Uint8Array): DecodedPiece | Promise<DecodedPiece>;
  flush?(): DecodedPiece | Promise<DecodedPiece>;
  free(): void;
};

/** What came of a piece of a file. */
export type DecodedPiece = {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly errors: readonly { readonly message: string }[];
};

type Loader = { readonly name: string; open(): Promise<StreamDecoder> };

/** A bundler lets an absent package pass only where its own import is caught. */
const rethrow = (error: unknown): never => {
  throw error;
};

/** The package for each format. Nobody gets one by installing ours: they are loaded when such a file is met. */
const packages: { readonly [format in Format]?: Loader } = {
  mp3: {
    name: 'mpg123-decoder',
    open: async () => new (await import('mpg123-decoder').catch(rethrow)).MPEGDecoder(),
  },
  vorbis: {
    name: '@wasm-audio-decoders/ogg-vorbis',
    open: async () => new (await import('@wasm-audio-decoders/ogg-vorbis').catch(rethrow)).OggVorbisDecoder(),
  },
  opus: {
    name: 'ogg-opus-decoder',
    open: async () => new (await import('ogg-opus-decoder').catch(rethrow)).OggOpusDecoder(),
  },
};

/**
 * A decoder of a format.
 *
 * @throws Error saying what to install if its package isn't there
 */
export async function openDecoder(format: Format, called: string, name: string): Promise<StreamDecoder> {
  const loader = packages[format]!;
  const decoder = await loader.open().catch((error: { code?: string; message?: string }) => {
    const missing = ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(error.code ?? '');
    // A fault inside of the package must not look like its absence.
    if (!missing || !error.message?.includes(loader.name)) throw error;
    throw new Error(`${name} is an ${called} file, which needs a package of its own: npm install ${loader.name}`, {
      cause: error,
    });
  });
  await decoder.ready;
  return decoder;
}
