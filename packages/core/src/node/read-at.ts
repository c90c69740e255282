import type { FileHandle } from 'node:fs/promises';

/** One call reads no more than this. */
const most = 2 ** 30;

/**
 * Bytes from a place in a file.
 *
 * @throws SyntaxError naming the file if it ends before
 */
export async function readAt(file: FileHandle, from: number, length: number, path: string): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const { bytesRead } = await file.read(bytes, done, Math.min(most, length - done), from + done);
    if (bytesRead === 0) throw new SyntaxError(`${path} is cut short: it ends ${length - done} bytes too early`);
    done += bytesRead;
  }
  return bytes;
}
