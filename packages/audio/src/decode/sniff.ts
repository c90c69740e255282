/** The formats that are told apart; `other` is left to the browser, or in Node to ffmpeg. */
export type Format = 'wav' | 'flac' | 'mp3' | 'vorbis' | 'opus' | 'other';

/** What a file's bytes say it is, whatever it is called. */
export type Sniffed = {
  readonly format: Format;
  /** As a message calls it. */
  readonly called: string;
  /** Where it begins, behind tags. */
  readonly at: number;
};

const others: readonly (readonly [called: string, at: number, bytes: string])[] = [
  ['M4A', 4, 'ftyp'],
  ['AIFF', 0, 'FORM'],
  ['CAF', 0, 'caff'],
  ['WMA', 0, '\x30\x26\xb2\x75'],
  ['WebM or Matroska', 0, '\x1a\x45\xdf\xa3'],
  ['AMR', 0, '#!AMR'],
  ['AU', 0, '.snd'],
  ['Ogg Speex', 28, 'Speex'],
  ['Ogg FLAC', 28, '\x7fFLAC'],
];

/** Bytes that `sniff` looks at. */
export const sniffedBytes = 64;

/**
 * The format of a sound file by its content; undefined if it looks like none.
 *
 * @param read gives the bytes from a place on: an ID3 tag may be long, and what counts is behind it
 */
export async function sniff(read: (from: number, to: number) => Promise<Uint8Array>): Promise<Sniffed | undefined> {
  let at = 0;
  let head = await read(0, sniffedBytes);
  // Tags may follow one another; more than a few are no music.
  for (let tags = 0; tags < 8 && text(head, 0, 3) === 'ID3' && head.length >= 10; tags++) {
    at += 10 + (((head[6]! & 127) << 21) | ((head[7]! & 127) << 14) | ((head[8]! & 127) << 7) | (head[9]! & 127));
    head = await read(at, at + sniffedBytes);
  }
  if (['RIFF', 'RF64', 'BW64'].includes(text(head, 0, 4)) && text(head, 8, 12) === 'WAVE') {
    return { format: 'wav', called: 'WAV', at };
  }
  if (text(head, 0, 4) === 'fLaC') return { format: 'flac', called: 'FLAC', at };
  if (text(head, 0, 4) === 'OggS') {
    const packet = 27 + (head[26] ?? 0);
    if (text(head, packet, packet + 7) === '\x01vorbis') return { format: 'vorbis', called: 'Ogg Vorbis', at };
    if (text(head, packet, packet + 8) === 'OpusHead') return { format: 'opus', called: 'Ogg Opus', at };
  }
  for (const [called, from, bytes] of others) {
    if (text(head, from, from + bytes.length) === bytes) return { format: 'other', called, at };
  }
  if (head[0] === 0xff && (head[1]! & 0xf6) === 0xf0) return { format: 'other', called: 'AAC', at };
  return isMpeg(head) ? { format: 'mp3', called: 'MP3', at } : undefined;
}

/** Eleven bits of synchronisation, and then no value that means nothing. */
function isMpeg([first = 0, second = 0, third = 0]: Uint8Array): boolean {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return false;
  const [version, layer, rate, frequency] = [(second >> 3) & 3, (second >> 1) & 3, third >> 4, (third >> 2) & 3];
  return version !== 1 && layer !== 0 && rate !== 15 && frequency !== 3;
}

function text(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
