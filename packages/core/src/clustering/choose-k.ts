import { checkPositiveInteger, checkSeed } from '../check.ts';
import { checkEmbeddings, type Embeddings } from '../knn/index.ts';
import { type KMeans, kMeans } from './k-means.ts';
import { simplifiedSilhouette } from './simplified-silhouette.ts';

/** A number of clusters and how well it fits: the simplified silhouette, -1 to 1, larger is better. */
export type SilhouetteOfK = { k: number; silhouette: number };

/**
 * How many clusters there are: k-means for each k from `least` to `most`, and the k whose clusters are the most compact for
 * how far apart they are (the largest simplified silhouette; the smaller k among equals).
 *
 * @param o.least 2 unless given: one cluster has no silhouette
 * @throws RangeError if the range is empty, or there are not more rows than `most`
 * @see Rousseeuw 1987; Hruschka, de Castro, Campello 2004 (distances to centres in place of rows)
 */
export async function chooseK(
  embeddings: Embeddings,
  o: { most: number; least?: number; seed: number; starts?: number },
): Promise<{ best: KMeans; fits: SilhouetteOfK[] }> {
  const { most, least = 2, seed, starts = 3 } = o;
  checkEmbeddings(embeddings, 'chooseK: embeddings');
  checkPositiveInteger(least, 'chooseK: least');
  checkPositiveInteger(most, 'chooseK: most');
  checkSeed(seed, 'chooseK: seed');
  if (least < 2 || least > most || most >= embeddings.rows) {
    throw new RangeError(
      `chooseK: least and most must be 2 or more, in order and below the number of rows, ${embeddings.rows}, got ${least} and ${most}`,
    );
  }
  const fits: SilhouetteOfK[] = [];
  let best: { found: KMeans; silhouette: number } | undefined;
  for (let k = least; k <= most; k++) {
    const found = await kMeans(embeddings, { k, seed, starts });
    const silhouette = simplifiedSilhouette(embeddings, found);
    fits.push({ k, silhouette });
    if (best === undefined || silhouette > best.silhouette) best = { found, silhouette };
  }
  return { best: best!.found, fits };
}
