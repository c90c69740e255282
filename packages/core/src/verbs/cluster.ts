import * as tf from '@tensorflow/tfjs';
import { checkFinite, checkInRange, checkPositiveInteger, checkSeed } from '../check.ts';
import { agglomerative, type Clusters, communities, hdbscan, kMeans } from '../clustering/index.ts';
import { type Distance, euclidean, scoreOf, unitRows } from '../distances/index.ts';
import { checkEmbeddings, type Embeddings, isEmbeddings, type Reason } from '../knn/index.ts';
import { embed } from './embed.ts';
import { groupScores } from './group-scores.ts';
import { logitOf } from './rank-blocks.ts';
import { everyPair } from './scorer.ts';
import { isComparator, type Model, sidesOf } from './sides.ts';

/** How `cluster` groups: into k groups, or into as many as there are. */
export type ClusterOptions = {
  /** How many groups; as many as there are unless given. */
  k?: number;
  /** A score from which two are alike: the calibrated threshold unless given. Not with k. */
  threshold?: number;
  /** The least size of a group: 2 unless given, 5 where there is no threshold. Not with k. */
  smallest?: number;
  /** How much nearer than to any other group an item must be to its own (0 unless given), as a score. */
  gap?: number;
  /** Of k-means (0 unless given). */
  seed?: number;
  /** Items that go through the model at once (128 unless given). */
  batch?: number;
};

/** An item that is in no group, and why: no group is near enough, or another one is as near as its own. */
export type Unsure = {
  row: number;
  reason: Reason;
  /** The number of the group it is nearest to, and its score there; undefined if there is no group. */
  nearest: { group: number; score: number } | undefined;
};

/** What `cluster` found. */
export type Clustered = {
  /** The rows of each group: the largest group first, in each the most typical row first. */
  groups: readonly (readonly number[])[];
  /** The rows that are in none, the nearest to one first. */
  unsure: readonly Unsure[];
  /** What made the groups: their number, a threshold (`threshold`, a score), or density. */
  by: 'k' | 'threshold' | 'density';
  threshold?: number;
};

/** Up to here a matrix of all distances is held, 1.6 GB. */
const mostForLinkage = 20_000;

/**
 * Groups items without labels, and keeps apart what it is unsure of.
 *
 * With `k`: k-means. With a threshold (given, or calibrated): average linkage, which joins groups as long as their items are
 * that much alike on average; above 20,000 items threshold communities. With neither: HDBSCAN, which looks for dense places.
 * An item is unsure if it is in no group of `smallest` items, if its score with the mean of the others of its group is below
 * the threshold (`too far`), or if another group is as near (`ambiguous`). With a head, its probability decides what is alike.
 *
 * @param items items, or embeddings of them
 * @throws RangeError if k is more than the items, or an option is out of range
 * @throws TypeError if both k and a threshold are given
 */
export async function cluster<Item>(
  model: Model<Item>,
  items: readonly Item[] | Embeddings,
  o: ClusterOptions = {},
): Promise<Clustered> {
  const { k, gap = 0, seed = 0 } = o;
  if (k !== undefined && (o.threshold !== undefined || o.smallest !== undefined)) {
    throw new TypeError('cluster: k must be given without threshold and smallest, got both');
  }
  if (k !== undefined) checkPositiveInteger(k, 'cluster: k');
  if (o.threshold !== undefined) checkFinite(o.threshold, 'cluster: threshold');
  if (o.smallest !== undefined) checkPositiveInteger(o.smallest, 'cluster: smallest');
  checkInRange(gap, 0, Infinity, 'cluster: gap');
  checkSeed(seed, 'cluster: seed');
  if (isEmbeddings(items)) checkEmbeddings(items, 'cluster: items');
  const encoder = sidesOf(model).a;
  const embeddings = isEmbeddings(items) ? items : await embed(encoder, items, o);
  if (k !== undefined && k > embeddings.rows) {
    throw new RangeError(`cluster: k must be at most the number of items, ${embeddings.rows}, got ${k}`);
  }

  const distance = isComparator(model) ? byHead(model.head) : model.distance;
  const threshold = k === undefined ? (o.threshold ?? model.calibration?.threshold) : undefined;
  const least = threshold === undefined || !isComparator(model) ? threshold : logitOf(threshold);
  const smallest = k === undefined ? (o.smallest ?? (least === undefined ? 5 : 2)) : 1;
  const plain = encoder.distance.name === 'cosine' ? await toLengthOne(embeddings) : embeddings;
  let found: Clusters;
  if (embeddings.rows === 0) found = { of: new Int32Array(0), count: 0 };
  else if (k !== undefined) found = await kMeans(plain, { k, seed, starts: 5 });
  else if (least === undefined) {
    found = await hdbscan(plain, { distance: metricOf(encoder.distance), smallest: Math.max(2, smallest) });
  } else {
    // A score of the distance as the distance itself.
    const near = scoreOf(distance, least);
    found =
      embeddings.rows <= mostForLinkage
        ? await agglomerative(embeddings, { distance, threshold: near })
        : await communities(embeddings, { distance, threshold: near, minimum: smallest });
  }
  const by = k !== undefined ? 'k' : least === undefined ? 'density' : 'threshold';
  const settled = await settle(embeddings, found, { distance, normalize: encoder.normalize, least, smallest, gap });
  return { ...settled, by, ...(threshold !== undefined && { threshold }) };
}

/** A head as a distance: its logit, larger for what is more alike. */
function byHead(head: Parameters<typeof everyPair>[0]): Distance {
  return { name: 'head', nearer: 'larger', rows: (a, b) => head.logits(a, b), matrix: everyPair(head) };
}

/** What HDBSCAN needs: a metric. Between rows of length 1 the Euclidean one orders as the cosine does. */
function metricOf(distance: Distance): Distance {
  return distance.nearer === 'smaller' ? distance : euclidean;
}

async function toLengthOne({ values, rows, dimensions }: Embeddings): Promise<Embeddings> {
  const unit = tf.tidy(() => unitRows(tf.tensor2d(values, [rows, dimensions])));
  const data = (await unit.data()) as Float32Array;
  unit.dispose();
  return { values: data, rows, dimensions };
}

/** Keeps in each group who is nearer to it than to any other and near enough; all others are unsure. */
async function settle(
  embeddings: Embeddings,
  found: Clusters,
  o: { distance: Distance; normalize: boolean; least: number | undefined; smallest: number; gap: number },
): Promise<Pick<Clustered, 'groups' | 'unsure'>> {
  const members: number[][] = Array.from({ length: found.count }, () => []);
  for (const [row, group] of found.of.entries()) if (group >= 0) members[group]!.push(row);
  const large = members.filter((rows) => rows.length >= o.smallest);
  const scores = await groupScores(embeddings, large, o);

  const reasons = new Map<number, Reason>();
  const kept = large.map((rows) =>
    rows.filter((row) => {
      const { own, other } = scores[row]!;
      if (own !== undefined && other !== undefined && own.score - other.score <= o.gap) reasons.set(row, 'ambiguous');
      else if (own !== undefined && o.least !== undefined && own.score < o.least) reasons.set(row, 'too far');
      return !reasons.has(row);
    }),
  );
  const order = [...kept.keys()]
    .filter((group) => kept[group]!.length >= o.smallest)
    .sort((a, b) => kept[b]!.length - kept[a]!.length || kept[a]![0]! - kept[b]![0]!);
  const place = new Map(order.map((group, at) => [group, at]));
  const byScore = (rows: readonly number[]): number[] =>
    rows.toSorted((a, b) => (scores[b]!.own?.score ?? 0) - (scores[a]!.own?.score ?? 0) || a - b);
  const groups = order.map((group) => byScore(kept[group]!));

  const inGroups = new Set(groups.flat());
  const unsure: Unsure[] = [];
  for (let row = 0; row < embeddings.rows; row++) {
    if (inGroups.has(row)) continue;
    // The nearest of the groups that are left: one that fell apart is none.
    const near = [scores[row]!.own, scores[row]!.other]
      .flatMap((one) => (one !== undefined && place.has(one.group) ? [one] : []))
      .sort((a, b) => b.score - a.score)[0];
    unsure.push({
      row,
      reason: reasons.get(row) ?? 'too far',
      nearest: near && { group: place.get(near.group)!, score: near.score },
    });
  }
  const scoreOfUnsure = ({ nearest }: Unsure): number => nearest?.score ?? -Infinity;
  unsure.sort((a, b) => scoreOfUnsure(b) - scoreOfUnsure(a) || a.row - b.row);
  return { groups, unsure };
}
