import { statSync } from 'node:fs';
import { rename, unlink } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { embed as embeddingsOf } from '@siamese/core';
import { createKeysCsv, createNpyWriter } from '@siamese/core/node';
import { fromFolder } from '@siamese/image/node';
import { fromHere, print, shown, UsageError } from '@siamese/runner';
import type { EmbedFlags } from '../command-line.ts';
import { encoderOf } from '../objective.ts';
import { readable } from '../readable.ts';
import { useModel } from './use-model.ts';

/** Writes the embeddings of all pictures of a folder of class folders, and beside them which row is which picture. */
export async function embed(folder: string, flags: EmbedFlags): Promise<void> {
  const out = fromHere(flags.out);
  if (!out.endsWith('.npy')) throw new UsageError(`--out must end in .npy, got ${flags.out}`);
  if (statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(
      `${shown(out)} cannot be written: ${shown(dirname(out))} is no folder; make it or choose another path`,
    );
  const root = fromHere(folder);
  const files = await fromFolder(root);
  const { model } = await useModel(flags);
  const encoder = encoderOf(model);
  const { items, labels } = await readable(files, encoder, flags.skipBadItems === true);
  const embeddings = await embeddingsOf(encoder, items);

  const keys = `${out.slice(0, -'.npy'.length)}.keys.csv`;
  const beside = [out, keys].map((path) => `${path}.${process.pid}.tmp`) as [string, string];
  try {
    const npy = await createNpyWriter(beside[0], embeddings.dimensions);
    await npy.append(embeddings);
    await npy.close();
    const csv = await createKeysCsv(beside[1], ['path', 'label']);
    await csv.append(items.map((item, i) => [relative(root, item.name!).replaceAll('\\', '/'), labels[i]!]));
    await csv.close();
    await rename(beside[0], out);
    await rename(beside[1], keys);
  } catch (error) {
    for (const path of beside) await unlink(path).catch(() => {});
    throw error;
  }
  print(`${shown(out)}: ${embeddings.rows} x ${embeddings.dimensions}; which row is which: ${shown(keys)}`);
}
