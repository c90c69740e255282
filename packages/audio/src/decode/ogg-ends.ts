/** Whether the last page of an Ogg stream is whole and says that it is the last. */
export function oggEnds(bytes: Uint8Array): boolean {
  // A page has 65,307 bytes at most.
  for (let at = bytes.length - 27; at >= Math.max(0, bytes.length - 2 * 65_307); at--) {
    const isPage = bytes[at] === 0x4f && bytes[at + 1] === 0x67 && bytes[at + 2] === 0x67 && bytes[at + 3] === 0x53;
    if (!isPage || bytes[at + 4] !== 0) continue;
    const segments = bytes[at + 26]!;
    let end = at + 27 + segments;
    for (let i = 0; i < segments; i++) end += bytes[at + 27 + i] ?? 0;
    return end <= bytes.length && (bytes[at + 5]! & 4) !== 0;
  }
  return false;
}
