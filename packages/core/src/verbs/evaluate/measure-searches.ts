import type { Distance } from '../../distances/index.ts';
import { pickRows, scoreBlocks, scoreMatrixOf } from '../../knn/index.ts';
import { type Figure, mapAtR, meanReciprocalRank, recallAt, retrieval, rPrecision } from '../../metrics/index.ts';
import type { Embedded } from './embedded.ts';

/** The most scores that are looked through; a hundred million take about a second. */
const most = 4e9;

/**
 * The figures of searches for each item among all others. Of a large set the items of `drawn` are searched for, as many as
 * can be within four thousand million scores, still among all.
 */
export async function measureSearches(
  { embeddings, labels }: Embedded,
  {
    distance,
    drawn,
    seed,
    byIdentity,
    budget,
  }: {
    distance: Distance;
    drawn: readonly number[] | undefined;
    seed: number;
    byIdentity: boolean;
    budget: number;
  },
): Promise<{
  figures: Record<'recallAt1' | 'recallAt5' | 'recallAt10' | 'mapAtR' | 'rPrecision' | 'meanReciprocalRank', Figure>;
  note?: string;
}> {
  const items = drawn && spread(drawn, Math.max(1, Math.floor(most / labels.length)));
  const queries = items ? pickRows(embeddings, items) : embeddings;
  const blocks = scoreBlocks(queries, embeddings, scoreMatrixOf(distance), { wholeRows: true, budget });
  const found = await retrieval(labels, blocks, { within: [], ...(items && { items }) });
  const asked = items ? items.map((item) => labels[item]!) : labels;
  const o = { seed, ...(byIdentity && { labels: asked }) };
  return {
    figures: {
      recallAt1: recallAt(found, 1, o),
      recallAt5: recallAt(found, 5, o),
      recallAt10: recallAt(found, 10, o),
      mapAtR: mapAtR(found, o),
      rPrecision: rPrecision(found, o),
      meanReciprocalRank: meanReciprocalRank(found, o),
    },
    ...(items && { note: `searches: ${items.length} items among all ${labels.length}` }),
  };
}

/** At most this many of the items, evenly from all of them. */
function spread(items: readonly number[], count: number): number[] {
  if (items.length <= count) return [...items];
  return Array.from({ length: count }, (_, i) => items[Math.floor((i * items.length) / count)]!);
}
