import { shown } from '../check.ts';
import type { Encoder } from '../encoder.ts';
import { embed, embedEach } from './embed.ts';
import type { EmbeddingSink } from './embedding-sink.ts';

/** An item and the key that its embedding is kept under. */
export type Keyed<Item> = { readonly key: string; readonly item: Item; readonly label?: string };

/** How far an embedding that is made again may be from the one that is there, as a share of its length. */
const mostDrift = 0.01;

/**
 * Embeds a stream of items into a sink, batch after batch, and skips those whose key is there already: called again after
 * it was interrupted, it goes on.
 *
 * Where the stream holds the first key that is there, that item is embedded again and compared, so that the embeddings of two
 * models don't end in one file.
 *
 * @param items items and keys, each key once, each with a label or none
 * @param o.batch items that go through the model at once (128 unless given)
 * @param o.onProgress is told after each batch how many were written and skipped
 * @throws RangeError if a key comes twice, an embedding is NaN, or what is there came from another model
 */
export async function embedTo<Item>(
  encoder: Encoder<Item>,
  items: Iterable<Keyed<Item>> | AsyncIterable<Keyed<Item>>,
  into: EmbeddingSink,
  o: { batch?: number; onProgress?: (written: number, skipped: number) => void } = {},
): Promise<{ written: number; skipped: number }> {
  const seen = new Set<string>();
  const under = new Map<number, Omit<Keyed<Item>, 'item'>>();
  let [taken, written, skipped] = [0, 0, 0];
  async function* missing(): AsyncGenerator<Item, void, undefined> {
    for await (const { key, item, label } of items) {
      if (typeof key !== 'string') throw new TypeError(`embedTo: key must be a string, got ${shown(key)}`);
      if (seen.has(key)) throw new RangeError(`embedTo: keys must be different, got ${JSON.stringify(key)} twice`);
      seen.add(key);
      if (into.has(key)) {
        if (key === into.first?.key) await checkMadeAlike(encoder, item, into.first);
        skipped++;
        continue;
      }
      under.set(taken++, { key, ...(label !== undefined && { label }) });
      yield item;
    }
  }
  for await (const { first, embeddings } of embedEach(encoder, missing(), { batch: o.batch })) {
    const of = Array.from({ length: embeddings.rows }, (_, row) => under.get(first + row)!);
    const labels = of.flatMap(({ label }) => (label === undefined ? [] : [label]));
    await into.append(embeddings, { keys: of.map(({ key }) => key), ...(labels.length > 0 && { labels }) });
    for (let row = first; row < first + embeddings.rows; row++) under.delete(row);
    written += embeddings.rows;
    o.onProgress?.(written, skipped);
  }
  return { written, skipped };
}

async function checkMadeAlike<Item>(
  encoder: Encoder<Item>,
  item: Item,
  { key, values }: { key: string; values: Float32Array },
): Promise<void> {
  const again = (await embed(encoder, [item])).values;
  const drift = Math.hypot(...again.map((value, d) => value - values[d]!));
  if (!(drift <= mostDrift * Math.hypot(...values))) {
    throw new RangeError(
      `embedTo: the embedding of ${JSON.stringify(key)} must be what is there already, got one ${drift.toPrecision(3)} away: ` +
        'another model made it, or the item has changed; choose another place',
    );
  }
}
