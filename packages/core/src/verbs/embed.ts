import { checkPositiveInteger, shown } from '../check.ts';
import { dimensionsOf, type Encoder, type Prepared } from '../encoder.ts';
import { firstNonFinite, type Embeddings } from '../knn/index.ts';
import { embedRows } from './embed-rows.ts';

/** Items embedded at once unless said otherwise. */
export const defaultBatch = 128;

/**
 * The embeddings of items, row i that of item i: `[items, dimensions]`, L2-normalised if the encoder says so.
 *
 * Deterministic: nothing is cropped or augmented. No items give a matrix of no rows.
 *
 * @param o.batch items that go through the model at once (128 unless given)
 * @param o.onProgress is told after each batch how many are done, and of how many
 * @throws TypeError if items is no array
 * @throws RangeError if an embedding is NaN or infinite, naming the item's number
 */
export async function embed<Item>(
  encoder: Encoder<Item>,
  items: readonly Item[],
  o: { batch?: number | undefined; onProgress?: ((done: number, total: number) => void) | undefined } = {},
): Promise<Embeddings> {
  if (!Array.isArray(items)) throw new TypeError(`embed: items must be an array, got ${shown(items)}`);
  const dimensions = dimensionsOf(encoder);
  const values = new Float32Array(items.length * dimensions);
  for await (const { first, embeddings } of embedEach(encoder, items, { batch: o.batch })) {
    values.set(embeddings.values, first * dimensions);
    o.onProgress?.(first + embeddings.rows, items.length);
  }
  return { values, rows: items.length, dimensions };
}

/** The embeddings of a batch of a stream: row i is that of item `first + i`. */
export type EmbeddedBatch = { first: number; embeddings: Embeddings };

/**
 * The embeddings of a stream of items, batch after batch, without keeping them; the next batch is prepared while this one
 * is in the model.
 *
 * @param o.batch items that go through the model at once (128 unless given)
 * @throws RangeError if an embedding is NaN or infinite, naming the item's number
 */
export async function* embedEach<Item>(
  encoder: Encoder<Item>,
  items: Iterable<Item> | AsyncIterable<Item>,
  { batch = defaultBatch }: { batch?: number | undefined } = {},
): AsyncGenerator<EmbeddedBatch, void, undefined> {
  checkPositiveInteger(batch, 'embed: batch');
  const dimensions = dimensionsOf(encoder);
  const batches = batched(items, batch);
  let first = 0;
  let coming: Promise<Prepared | undefined> = prepareNext(encoder, batches);
  try {
    for (let prepared = await coming; prepared !== undefined; prepared = await coming) {
      const reading = embedRows(encoder, prepared, batch);
      coming = prepareNext(encoder, batches);
      // The error is thrown where `coming` is awaited; without this it would be unhandled until then.
      coming.catch(() => {});
      let values: Float32Array;
      try {
        values = await reading;
      } finally {
        disposeAll(prepared);
      }
      const bad = firstNonFinite(values);
      if (bad >= 0) {
        throw new RangeError(
          `embed: item ${first + Math.floor(bad / dimensions)} must have a finite embedding, got ${values[bad]}; the weights or the item hold what is no number`,
        );
      }
      const rows = values.length / dimensions;
      yield { first, embeddings: { values, rows, dimensions } };
      first += rows;
    }
  } finally {
    const left = await coming.catch(() => undefined);
    if (left !== undefined) disposeAll(left);
    await batches.return(undefined);
  }
}

async function* batched<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  size: number,
): AsyncGenerator<Item[], void, undefined> {
  let batch: Item[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

async function prepareNext<Item>(
  encoder: Encoder<Item>,
  batches: AsyncGenerator<Item[], void, undefined>,
): Promise<Prepared | undefined> {
  const next = await batches.next();
  if (next.done === true) return undefined;
  const prepared = await encoder.prepare(next.value);
  const { x, parts } = prepared;
  const rows = x.shape[0]!;
  if (parts !== undefined && !areParts(parts, next.value.length, rows)) {
    disposeAll(prepared);
    throw new TypeError(
      `embed: the encoder's prepare must give the parts of each of ${next.value.length} items, ${rows} rows in all, got [${parts.join(', ')}]`,
    );
  }
  return prepared;
}

function areParts(parts: readonly number[], items: number, rows: number): boolean {
  return (
    parts.length === items &&
    parts.every((count) => count >= 1) &&
    parts.reduce((sum, count) => sum + count, 0) === rows
  );
}

function disposeAll({ x, mask }: Prepared): void {
  if (!x.isDisposed) x.dispose();
  mask?.dispose();
}
