import { statSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { dimensionsOf, embedTo, pick, type Encoder, type Keyed, type Labelled } from '@siamese/core';
import { embeddingEndings, openEmbeddings, type EmbeddingFile } from '@siamese/core/node';
import type { ImageItem } from '@siamese/image';
import { fromFolder } from '@siamese/image/node';
import { fromHere, note, print, shown, UsageError } from '@siamese/runner';
import type { EmbedFlags } from '../command-line.ts';
import { encoderOf } from '../objective.ts';
import { readable } from '../readable.ts';
import { useModel } from './use-model.ts';

/** Pictures that are decoded at once, and rows between two lines that say how far it is. */
const [decoded, between] = [256, 10_000];

/**
 * Writes the embeddings of all pictures of a folder of class folders, each with its path below the folder as its key and its
 * class as its label. Typed again after it was interrupted, or after pictures were added, it goes on.
 */
export async function embed(folder: string, flags: EmbedFlags): Promise<void> {
  const out = fromHere(flags.out);
  if (!embeddingEndings.some((ending) => out.toLowerCase().endsWith(ending)))
    throw new UsageError(`--out must end in ${embeddingEndings.join(', ')}, got ${flags.out}`);
  if (statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(
      `${shown(out)} cannot be written: ${shown(dirname(out))} is no folder; make it or choose another path`,
    );
  const root = fromHere(folder);
  const files = await fromFolder(root);
  const { model } = await useModel(flags);
  const encoder = encoderOf(model);
  const dimensions = dimensionsOf(encoder);
  const into = await openEmbeddings(out, { dimensions, labelled: true });
  try {
    const before = into.rows;
    let told = 0;
    await embedTo(encoder, missingIn(into, { files, root, encoder, skipBad: flags.skipBadItems === true }), into, {
      onProgress(written) {
        if (Math.floor(written / between) === told) return;
        told = Math.floor(written / between);
        note(`${before + written} of ${files.items.length} pictures`);
      },
    });
    const went = before > 0 ? `, ${into.rows - before} of them new` : '';
    print(`${shown(out)}: ${into.rows} x ${dimensions}${went}`);
  } finally {
    await into.close();
  }
}

/** The pictures whose key is not there yet, decoded a few at a time; and the first that is there, to be compared. */
async function* missingIn(
  into: EmbeddingFile,
  {
    files,
    root,
    encoder,
    skipBad,
  }: { files: Labelled<string>; root: string; encoder: Encoder<ImageItem>; skipBad: boolean },
): AsyncGenerator<Keyed<ImageItem>, void, undefined> {
  const keyOf = (path: string): string => relative(root, path).replaceAll('\\', '/');
  const wanted = [...files.items.keys()].filter((i) => {
    const key = keyOf(files.items[i]!);
    return !into.has(key) || key === into.first?.key;
  });
  for (let from = 0; from < wanted.length; from += decoded) {
    const { items, labels } = await readable(pick(files, wanted.slice(from, from + decoded)), encoder, skipBad).catch(
      (error: Error) => {
        // None of these few could be read, which is no reason to stop where bad pictures may be left out.
        if (!skipBad || !(error instanceof RangeError)) throw error;
        note(`left out: ${error.message}`);
        return { items: [], labels: [] };
      },
    );
    for (const [i, item] of items.entries()) yield { key: keyOf(item.name!), item, label: labels[i]! };
  }
}
