import { type Answer, centred, classify, type Embeddings } from '../knn/index.ts';
import { baseOf, type Gallery } from './gallery.ts';

/** Who each embedding is, by a gallery's rule and at its threshold. */
export async function answersOf(
  gallery: Omit<Gallery<never>, 'calibration'>,
  queries: Embeddings,
  o: { filter?: ((label: string) => boolean) | undefined } = {},
): Promise<Answer[]> {
  const base = baseOf(gallery);
  const compared = gallery.mean === undefined ? queries : centred(queries, gallery.mean);
  return classify(compared, base.embeddings, base.labels, {
    ...gallery.rule,
    distance: gallery.encoder.distance,
    threshold: gallery.threshold,
    filter: o.filter,
  });
}
