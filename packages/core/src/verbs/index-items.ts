import type { Encoder } from '../encoder.ts';
import { exactIndex, type Index } from '../knn/index.ts';
import { checkLabelled, type Labelled } from '../labels.ts';
import { embedEach } from './embed.ts';

/** Items in an index: item i has the key i. */
export type Indexed<Item> = {
  readonly encoder: Encoder<Item>;
  readonly index: Index;
  readonly items: readonly Item[];
  readonly labels?: readonly string[];
};

/**
 * Embeds items into an index, to be asked by `search`.
 *
 * @param data items, with labels or without
 * @param o.into the index (`exactIndex`, in memory, unless given); item i gets the key i
 * @param o.batch items that go through the model at once (128 unless given)
 */
export async function index<Item>(
  encoder: Encoder<Item>,
  data: readonly Item[] | Labelled<Item>,
  o: { into?: Index; batch?: number } = {},
): Promise<Indexed<Item>> {
  const labelled = 'items' in data ? data : undefined;
  if (labelled !== undefined) checkLabelled(labelled, 'index: data');
  const items = labelled?.items ?? (data as readonly Item[]);
  const into = o.into ?? exactIndex({ distance: encoder.distance });
  for await (const { first, embeddings } of embedEach(encoder, items, { batch: o.batch })) {
    await into.add(
      embeddings,
      Array.from({ length: embeddings.rows }, (_, row) => first + row),
    );
  }
  return { encoder, index: into, items, ...(labelled && { labels: labelled.labels }) };
}
