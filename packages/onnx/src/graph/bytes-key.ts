const CHUNK = 8192;

/** Bytes as a string that equals another only if the bytes do (no hash, so nothing can collide), two bytes a character. */
export function bytesKey(bytes: Uint8Array): string {
  const even = bytes.byteLength & ~1;
  const pairs =
    bytes.byteOffset % 2 === 0
      ? new Uint16Array(bytes.buffer, bytes.byteOffset, even / 2)
      : new Uint16Array(bytes.slice(0, even).buffer);
  let key = bytes.byteLength === even ? '' : String.fromCharCode(bytes[even]!);
  for (let at = 0; at < pairs.length; at += CHUNK) key += String.fromCharCode(...pairs.subarray(at, at + CHUNK));
  return `${bytes.byteLength}:${key}`;
}
