import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { modelFileName, type ModelNotes, writeModel } from '../store/index.ts';
import { folderStore } from './folder-store.ts';
import { syncFolder } from './write-file-atomic.ts';
import { writeError } from './write-error.ts';

/** What a model folder may hold; the rest of a folder that is saved into is left alone. */
const parts = ['encoder', 'a', 'b', 'head', modelFileName];

/**
 * Saves an encoder, a siamese or a comparator, with its calibration, into a folder: `siamese.json`, `encoder/` (or `a/` and
 * `b/`) and `head/`, in TensorFlow.js's own format.
 *
 * Everything is written beside the folder first and moved into place when it is whole: on an error nothing is left and a
 * model that was there stays.
 *
 * @param notes figures it was measured at and what it was trained on, kept with it
 * @throws Error naming the folder and what to do if it cannot be written, with the `code` of the file system
 * @throws TypeError if the folder is a file
 * @throws SyntaxError if something can't be kept (a preparation that is not JSON, a metric that is NaN)
 */
export async function save<A, B>(
  model: Encoder<A> | Comparator<A, B>,
  folder: string,
  notes: ModelNotes = {},
): Promise<void> {
  const target = resolve(folder);
  const existing = await stat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (existing !== undefined && !existing.isDirectory()) {
    throw new TypeError(`save: folder must be a folder, got the file ${folder}; choose another path`);
  }
  const parent = dirname(target);
  const beside = join(parent, `.${basename(target)}.${process.pid}.tmp`);
  try {
    await mkdir(parent, { recursive: true });
    await rm(beside, { recursive: true, force: true });
    await writeModel(folderStore(beside), model, notes);
    if (existing === undefined) {
      await rename(beside, target);
    } else {
      await rm(join(target, modelFileName), { force: true });
      for (const part of parts) await rm(join(target, part), { recursive: true, force: true });
      const written = await readdir(beside);
      for (const part of parts.filter((name) => written.includes(name))) {
        await rename(join(beside, part), join(target, part));
      }
      await syncFolder(target);
    }
    await syncFolder(parent);
  } catch (error) {
    throw writeError(folder, error);
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
