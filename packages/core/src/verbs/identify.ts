import { type Answer, checkEmbeddings, type Embeddings, isEmbeddings } from '../knn/index.ts';
import { answersOf } from './answers.ts';
import { embed } from './embed.ts';
import type { Gallery } from './gallery.ts';

/**
 * Who each item is among those enrolled, or undefined with a reason: `'too far'` (its best score is below the gallery's
 * threshold) or `'ambiguous'` (the next label is as near).
 *
 * A gallery without a threshold names the nearest, whoever asks: see `gallery.threshold`.
 *
 * @param items items, or embeddings of them
 * @param o.filter the labels that may be answered
 * @throws RangeError if the filter lets no label through
 */
export async function identify<Query>(
  gallery: Gallery<Query, never>,
  items: readonly Query[] | Embeddings,
  o: { filter?: (label: string) => boolean; batch?: number } = {},
): Promise<Answer[]> {
  if (isEmbeddings(items)) checkEmbeddings(items, 'identify: items');
  const queries = isEmbeddings(items) ? items : await embed(gallery.encoder, items, o);
  return answersOf(gallery, queries, o);
}
