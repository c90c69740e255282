import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder for the tests of one file, which removes it at the end. */
export async function temporaryFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'siamese-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Writes a file and the folders above it; gives its path. */
export async function put(path: string, content: string | Buffer | Uint8Array): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' ? content : Uint8Array.from(content));
  return path;
}
