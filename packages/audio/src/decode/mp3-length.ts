/** Bytes from the beginning of a frame to the Xing header, by version 1 or 2 and by one channel or two. */
const places = { one: { mono: 21, stereo: 36 }, two: { mono: 13, stereo: 21 } };

/**
 * How many samples an MP3 file has at least, if its first frame says how many frames there are (the headers Xing and
 * Info, which most encoders write); undefined if it says nothing.
 */
export function expectedMp3Samples(bytes: Uint8Array): number | undefined {
  const version = (bytes[1]! >> 3) & 3;
  const { mono, stereo } = version === 3 ? places.one : places.two;
  const at = bytes[3]! >> 6 === 3 ? mono : stereo;
  const name = String.fromCharCode(...bytes.subarray(at, at + 4));
  if ((name !== 'Xing' && name !== 'Info') || ((bytes[at + 7] ?? 0) & 1) === 0) return undefined;
  const frames = new DataView(bytes.buffer, bytes.byteOffset + at + 8, 4).getUint32(0);
  // Encoders add up to three frames of silence, which are cut.
  return Math.max(0, frames - 3) * (version === 3 ? 1152 : 576);
}
