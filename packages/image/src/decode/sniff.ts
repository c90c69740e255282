/** What a file's first bytes say it is. */
export type Sniffed = { readonly format: string; readonly readable: boolean };

type Signature = { readonly format: string; readonly readable: boolean; readonly at: number; readonly bytes: string };

const signatures: readonly Signature[] = [
  { format: 'PNG', readable: true, at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { format: 'JPEG', readable: true, at: 0, bytes: '\xff\xd8\xff' },
  { format: 'GIF', readable: true, at: 0, bytes: 'GIF8' },
  { format: 'WebP', readable: true, at: 8, bytes: 'WEBP' },
  { format: 'TIFF', readable: true, at: 0, bytes: 'II*\0' },
  { format: 'TIFF', readable: true, at: 0, bytes: 'MM\0*' },
  { format: 'AVIF', readable: true, at: 4, bytes: 'ftypavif' },
  { format: 'AVIF', readable: true, at: 4, bytes: 'ftypavis' },
  ...['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1'].map((brand) => ({
    format: 'HEIC',
    readable: false,
    at: 4,
    bytes: `ftyp${brand}`,
  })),
  { format: 'JPEG XL', readable: false, at: 0, bytes: '\xff\x0a' },
  { format: 'JPEG XL', readable: false, at: 4, bytes: 'JXL ' },
  { format: 'BMP', readable: false, at: 0, bytes: 'BM' },
  { format: 'PDF', readable: false, at: 0, bytes: '%PDF' },
  { format: 'Photoshop', readable: false, at: 0, bytes: '8BPS' },
];

/** An SVG, behind a byte order mark, a declaration and comments. */
const drawing = /^(\xef\xbb\xbf)?\s*(<(\?xml|!--|!doctype)[^]*?)?<svg[\s>/]/i;

/**
 * The format of a picture file by its first bytes, whatever it is called; undefined if it looks like none.
 *
 * Only what is `readable` is handed to a decoder: the fewer decoders an unknown file reaches, the better.
 */
export function sniff(bytes: Uint8Array): Sniffed | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 32));
  if (mayBeDrawing(bytes[0]) && drawing.test(String.fromCharCode(...bytes.subarray(0, 1024))))
    return { format: 'SVG', readable: false };
  return signatures.find(({ at, bytes: signature }) => head.startsWith(signature, at));
}

/** Whether a file that begins so may be text with markup: `<`, white space, or a byte order mark. */
function mayBeDrawing(first: number | undefined): boolean {
  return first === 0x3c || first === 0xef || (first !== undefined && first <= 0x20);
}
