/** What is used of the package, which has no types. */
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  /** Both buffers are views of the module's memory, and good until the next call. */
  export type JPEGDecoder = {
    getEncodedBuffer(length: number): Uint8Array;
    decode(): void;
    getDecodedBuffer(): Uint8ClampedArray;
  };
  export default function open(): Promise<{ readonly JPEGDecoder: new () => JPEGDecoder }>;
}
