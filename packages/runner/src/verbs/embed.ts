import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import { dimensionsOf, embedTo, pick, type Encoder, type Keyed, type Labelled } from '@siamese/core';
import { embeddingEndings, openEmbeddings, type EmbeddingFile } from '@siamese/core/node';
import { UsageError } from '../errors/index.ts';
import { encoderOf, type Modality } from '../modality.ts';
import { fromHere, shown } from '../paths.ts';
import { note, print } from '../print.ts';
import { pathBelow } from './items-shown.ts';
import { useModel, type UseFlags } from './use-model.ts';

/** What `embed` was told. */
export type EmbedFlags = UseFlags & { out: string };

/** Items that are decoded at once, and rows between two lines that say how far it is. */
const [decoded, between] = [256, 10_000];

/**
 * Writes the embeddings of all items of a folder of class folders, each with its path below the folder as its key and its
 * class as its label. Typed again after it was interrupted, or after items were added, it goes on.
 */
export async function embed<Item>(modality: Modality<Item>, folder: string, flags: EmbedFlags): Promise<void> {
  const out = fromHere(flags.out);
  if (!embeddingEndings.some((ending) => out.toLowerCase().endsWith(ending)))
    throw new UsageError(`--out must end in ${embeddingEndings.join(', ')}, got ${flags.out}`);
  if (statSync(dirname(out), { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(
      `${shown(out)} cannot be written: ${shown(dirname(out))} is no folder; make it or choose another path`,
    );
  const root = fromHere(folder);
  const files = await modality.fromFolder(root);
  const { model } = await useModel(modality, flags);
  const encoder = encoderOf(model);
  const dimensions = dimensionsOf(encoder);
  const into = await openEmbeddings(out, { dimensions, labelled: true });
  try {
    const before = into.rows;
    let told = 0;
    await embedTo(
      encoder,
      missingIn(modality, into, { files, root, encoder, skipBad: flags.skipBadItems === true }),
      into,
      {
        onProgress(written) {
          if (Math.floor(written / between) === told) return;
          told = Math.floor(written / between);
          note(`${before + written} of ${files.items.length} ${modality.many}`);
        },
      },
    );
    const went = before > 0 ? `, ${into.rows - before} of them new` : '';
    print(`${shown(out)}: ${into.rows} x ${dimensions}${went}`);
  } finally {
    await into.close();
  }
}

/** The items whose key is not there yet, decoded a few at a time; and the first that is there, to be compared. */
async function* missingIn<Item>(
  modality: Modality<Item>,
  into: EmbeddingFile,
  { files, root, encoder, skipBad }: { files: Labelled<Item>; root: string; encoder: Encoder<Item>; skipBad: boolean },
): AsyncGenerator<Keyed<Item>, void, undefined> {
  const keyOf = (item: Item): string => pathBelow(root, modality.pathOf(item));
  const wanted = [...files.items.keys()].filter((i) => {
    const key = keyOf(files.items[i]!);
    return !into.has(key) || key === into.first?.key;
  });
  for (let from = 0; from < wanted.length; from += decoded) {
    const { items, labels } = await modality
      .readable(pick(files, wanted.slice(from, from + decoded)), encoder, skipBad)
      .catch((error: Error) => {
        // None of these few could be read, which is no reason to stop where bad items may be left out.
        if (!skipBad || !(error instanceof RangeError)) throw error;
        note(`left out: ${error.message}`);
        return { items: [], labels: [] };
      });
    for (const [i, item] of items.entries()) yield { key: keyOf(item), item, label: labels[i]! };
  }
}
