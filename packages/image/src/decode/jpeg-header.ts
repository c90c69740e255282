/** What stands at the beginning of a JPEG. */
export type JpegHeader = {
  readonly width: number;
  readonly height: number;
  /** One component, not three. */
  readonly grey: boolean;
  /** Whether it has EXIF, which may say that it lies on its side. */
  readonly exif: boolean;
  /** One pass of 8 bits over the picture, and nothing besides that has a say in its colours, as cameras' EXIF and profiles have. */
  readonly plain: boolean;
};

/** The markers of frames (SOF): C0 to CF, but for tables (C4), extensions (C8) and arithmetic coding (CC). */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/**
 * The header of a JPEG of one or three components, read without a decoder, which takes longer to open a small picture than to
 * unpack it; undefined for whatever else it is, which a decoder then has to say.
 *
 * Reference: ITU-T T.81, annex B.
 */
export function jpegHeader(bytes: Uint8Array): JpegHeader | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let exif = false;
  let plain = true;
  let frame: Omit<JpegHeader, 'exif' | 'plain'> | undefined;
  for (let at = 2; at + 10 <= bytes.length;) {
    const marker = bytes[at + 1]!;
    // Nothing but marked segments with a length comes before the scan; 0xff may be repeated.
    if (bytes[at] !== 0xff || marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd9)) return undefined;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === 0xda) return frame === undefined ? undefined : { ...frame, exif, plain };
    if (isFrame(marker)) {
      const [height, width, components] = [view.getUint16(at + 5), view.getUint16(at + 7), bytes[at + 9]!];
      if (height === 0 || width === 0 || (components !== 1 && components !== 3)) return undefined;
      frame ??= { width, height, grey: components === 1 };
      plain &&= marker <= 0xc1 && bytes[at + 4] === 8;
    }
    if (marker === 0xe1) exif = true; // EXIF, or XMP, which is not worth telling apart
    if (marker > 0xe0 && marker <= 0xef) plain = false;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
