import type { Distance } from '../../distances/index.ts';
import { centroids, classify, type Embeddings, pickRows } from '../../knn/index.ts';
import { openSetTrial, type Searches } from '../../metrics/index.ts';

/** Searches with strangers present, and whose they are. */
export type AskedSearches = Searches & { knownLabels: string[]; strangerLabels: string[] };

/**
 * Half of the classes are enrolled by the centroid of `perClass` of their items each, the rest of their items and all items
 * of the other classes are asked for. Undefined unless two classes can be enrolled and two are strangers.
 */
export async function askStrangers(
  { embeddings, labels }: { embeddings: Embeddings; labels: readonly string[] },
  o: { distance: Distance; normalize: boolean; perClass: number; seed: number },
): Promise<AskedSearches | undefined> {
  if (classSizes(labels).filter((size) => size > o.perClass).length < 4) return undefined;
  const { gallery, known, strangers } = openSetTrial(labels, o);
  const base = centroids(
    pickRows(embeddings, gallery),
    gallery.map((item) => labels[item]!),
    o,
  );
  const asked = [...known, ...strangers];
  const answers = await classify(pickRows(embeddings, asked), base.embeddings, base.labels, { distance: o.distance });
  const scores = answers.map(({ score }) => score);
  return {
    known: scores.slice(0, known.length),
    right: known.map((item, place) => answers[place]!.nearest === labels[item]),
    strangers: scores.slice(known.length),
    knownLabels: known.map((item) => labels[item]!),
    strangerLabels: strangers.map((item) => labels[item]!),
  };
}

/** How many items each class has, in rising order. */
export function classSizes(labels: readonly string[]): number[] {
  const sizes = new Map<string, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  return [...sizes.values()].sort((a, b) => a - b);
}
