import { checkEmbeddings, type Embeddings, isEmbeddings } from '../knn/index.ts';
import { embed } from './embed.ts';
import type { Indexed } from './index-items.ts';

/** Something found: the item, its row in what was indexed, its label if it had one, and its score; larger is more alike. */
export type Hit<Item> = { row: number; item: Item; label?: string; score: number };

/**
 * The k most alike of what was indexed for each query, best first; fewer where there are fewer.
 *
 * @param queries items, or embeddings (of another encoder into the same space: a caption's, to find pictures)
 * @param o.k how many (10 unless given)
 * @param o.filter the rows that may be found
 */
export async function search<Item>(
  indexed: Indexed<Item>,
  queries: readonly Item[] | Embeddings,
  o: { k?: number; filter?: (row: number) => boolean; batch?: number } = {},
): Promise<Hit<Item>[][]> {
  if (isEmbeddings(queries)) checkEmbeddings(queries, 'search: queries');
  const embeddings = isEmbeddings(queries) ? queries : await embed(indexed.encoder, queries, o);
  const found = await indexed.index.search(embeddings, { k: o.k ?? 10, ...(o.filter && { filter: o.filter }) });
  return found.map((list) =>
    list.map(({ key, score }) => ({
      row: key,
      item: indexed.items[key]!,
      ...(indexed.labels && { label: indexed.labels[key]! }),
      score,
    })),
  );
}
