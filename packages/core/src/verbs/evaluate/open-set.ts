import type { Distance } from '../../distances/index.ts';
import { centroids, classify, type Embeddings, pickRows } from '../../knn/index.ts';
import { thresholdAtFar } from '../threshold.ts';
import type { Outcomes } from './outcomes.ts';

/** Identification with strangers present: those enrolled and named rightly, strangers let in, each with the best score. */
export type Asked = {
  known: { score: number; right: boolean; label: number }[];
  strangers: { score: number; label: number }[];
};

/** What came of it at a threshold. */
export type OpenSet = {
  /** Queries of enrolled classes, right if let in and named rightly (detection and identification rate). */
  identified: Outcomes;
  /** Queries of strangers, right (1) if let in: false acceptance. */
  letIn: Outcomes;
};

/**
 * Half of the classes are enrolled, each with half of its items (at most `shots`), the rest of their items ask to be named;
 * all items of the other half are strangers. Undefined with fewer than two classes to enrol or no stranger.
 *
 * Classes of two items or more are enrolled in turn with strangers, in the order of first appearance.
 */
export async function askStrangers(
  { embeddings, labels }: { embeddings: Embeddings; labels: Int32Array },
  { distance, normalize, shots }: { distance: Distance; normalize: boolean; shots: number },
): Promise<Asked | undefined> {
  const members: number[][] = [];
  for (const [item, label] of labels.entries()) (members[label] ??= []).push(item);
  const [enrolled, outside]: [number[][], number[][]] = [[], []];
  for (const items of members)
    (items.length >= 2 && enrolled.length <= outside.length ? enrolled : outside).push(items);
  if (enrolled.length < 2 || outside.length === 0) return undefined;
  const shown = (items: number[]) => Math.min(shots, Math.floor(items.length / 2));
  const gallery = enrolled.flatMap((items) => items.slice(0, shown(items)));
  const inside = enrolled.flatMap((items) => items.slice(shown(items)));
  const strangers = outside.flat();
  const base = centroids(
    pickRows(embeddings, gallery),
    gallery.map((item) => String(labels[item])),
    { normalize },
  );
  const answers = await classify(pickRows(embeddings, [...inside, ...strangers]), base.embeddings, base.labels, {
    distance,
  });
  return {
    known: inside.map((item, i) => ({
      score: answers[i]!.score,
      right: answers[i]!.nearest === String(labels[item]),
      label: labels[item]!,
    })),
    strangers: strangers.map((item, i) => ({ score: answers[inside.length + i]!.score, label: labels[item]! })),
  };
}

/** The threshold that lets in at most this share of the strangers. */
export function strangerThreshold({ strangers }: Asked, far: number): number {
  return thresholdAtFar(
    Float64Array.from(strangers, ({ score }) => score),
    far,
  ).threshold;
}

/** Who was named and who let in at a threshold. */
export function openSetAt({ known, strangers }: Asked, threshold: number): OpenSet {
  return {
    identified: {
      values: known.map(({ score, right }) => (right && score >= threshold ? 1 : 0)),
      clusters: known.map(({ label }) => label),
    },
    letIn: {
      values: strangers.map(({ score }) => (score >= threshold ? 1 : 0)),
      clusters: strangers.map(({ label }) => label),
    },
  };
}
