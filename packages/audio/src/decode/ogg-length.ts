/**
 * How many samples an Ogg stream has by its last page (Opus: at 48 kHz, without those that are skipped at the beginning);
 * undefined if that page is not whole, or does not say that it is the last: the file is cut short.
 */
export function oggLength(bytes: Uint8Array): number | undefined {
  // A page has 65,307 bytes at most.
  for (let at = bytes.length - 27; at >= Math.max(0, bytes.length - 2 * 65_307); at--) {
    const isPage = bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
    if (!isPage || bytes[at + 4] !== 0) continue;
    const segments = bytes[at + 26]!;
    let end = at + 27 + segments;
    for (let i = 0; i < segments; i++) end += bytes[at + 27 + i] ?? 0;
    if (end > bytes.length || (bytes[at + 5]! & 4) === 0) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Number(view.getBigInt64(at + 6, true)) - skipped(view);
  }
  return undefined;
}

/** Samples that an Opus stream begins with, and that are not to be heard: RFC 7845. */
function skipped(view: DataView): number {
  const packet = 27 + view.getUint8(26);
  const isOpus = view.byteLength > packet + 12 && view.getUint32(packet) === 0x4f707573;
  return isOpus ? view.getUint16(packet + 10, true) : 0;
}
