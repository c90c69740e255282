import { permutation } from '../random.ts';
import type { Batches, BatchStream } from './batches.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches that each are of one source, of data joined from several (questions of two sites, voices of three corpora): what tells the
 * sources apart is then of no use in a batch, and is not learned. `batches` draws from each source by itself.
 *
 * In turn, every source gives as many batches, and an epoch ends with the smallest, the larger ones go on where they were in the next;
 * by size, a source gives as many as it has, in a new order each epoch.
 *
 * Reference: the samplers ROUND_ROBIN and PROPORTIONAL of sentence-transformers.
 *
 * @param o.sources the name of each item's source, as many as there are labels
 * @param o.order `'in turn'` unless given
 * @throws TypeError if there are not as many sources as labels; what `batches` throws names the source
 */
export function fromOneSource<B extends { readonly kind: string }>(
  batches: Batches<B>,
  o: { readonly sources: readonly string[]; readonly order?: 'in turn' | 'by size' },
): Batches<B> {
  const { sources, order = 'in turn' } = o;
  return {
    kind: batches.kind,
    over(labels, from) {
      checkStream(from, 'fromOneSource');
      if (sources.length !== labels.length) {
        throw new TypeError(
          `fromOneSource: sources must name one for each of the ${labels.length} items, got ${sources.length}`,
        );
      }
      const { seed, epochs } = from;
      const parts = [...new Set(sources)].map((name) => partOf(batches, name, sources, labels, seed));
      const notes = parts.flatMap((part) => part.stream.notes.map((note) => `${part.name}: ${note}`));
      if (order === 'by size') {
        const turns = parts.flatMap((part) =>
          Array.from({ length: part.stream.stepsPerEpoch }, (_, at) => ({ part, at })),
        );
        return stream<B>({
          stepsPerEpoch: turns.length,
          epochs,
          notes,
          batch(epoch, step) {
            const { part, at } = turns[permutation(turns.length, seed, 'fromOneSource', epoch)(step)]!;
            return part.batch(epoch * part.stream.stepsPerEpoch + at);
          },
        });
      }
      const each = Math.min(...parts.map((part) => part.stream.stepsPerEpoch));
      return stream<B>({
        stepsPerEpoch: each * parts.length,
        epochs,
        notes,
        batch: (epoch, step) => parts[step % parts.length]!.batch(epoch * each + Math.floor(step / parts.length)),
      });
    },
  };
}

type Part<B> = { readonly name: string; readonly stream: BatchStream<B>; batch(step: number): B };

function partOf<B extends { readonly kind: string }>(
  batches: Batches<B>,
  name: string,
  sources: readonly string[],
  labels: readonly string[],
  seed: number,
): Part<B> {
  const items = sources.flatMap((source, item) => (source === name ? [item] : []));
  const own = items.map((item) => labels[item]!);
  try {
    const drawn = batches.over(own, { seed });
    return { name, stream: drawn, batch: (step) => numbered(drawn.at(step), items) };
  } catch (error) {
    throw new RangeError(`fromOneSource: source ${name}: ${(error as Error).message}`, { cause: error });
  }
}

/** A batch with the numbers that its items have in all of the data: whatever is a number in a batch is an item's. */
function numbered<B extends object>(batch: B, items: readonly number[]): B {
  const renamed = Object.entries(batch).map(([key, value]: [string, unknown]) => [
    key,
    Array.isArray(value) ? value.map((one: unknown) => (typeof one === 'number' ? items[one] : one)) : value,
  ]);
  return Object.fromEntries(renamed) as B;
}
