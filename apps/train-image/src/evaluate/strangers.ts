import { classify, type Distance, type Embeddings } from '@siamese/core';
import { byClass } from '../by-class.ts';
import type { Rate } from './measured.ts';
import { rowsOf } from './scores.ts';

const shots = 5;

/** Identification with strangers present: who was let in, and who was named rightly. */
export type StrangerRates = { readonly letIn: Rate; readonly named: Rate };

/** The best score of each query, and whether the name that goes with it is right. */
type Answers = { enrolled: { score: number; right: boolean }[]; strangers: number[] };

/**
 * Every other class is enrolled with up to five pictures, the rest of its pictures ask to be named; the other classes are
 * strangers. The score below which nobody is named is chosen in the same way on the calibration classes, so that at most
 * `far` of their strangers are let in.
 */
export async function strangers(
  test: { embeddings: Embeddings; labels: readonly string[] },
  calibration: { embeddings: Embeddings; labels: readonly string[] },
  distance: Distance,
  far: number,
): Promise<StrangerRates | undefined> {
  const known = await ask(calibration.embeddings, calibration.labels, distance);
  const asked = await ask(test.embeddings, test.labels, distance);
  if (known === undefined || asked === undefined) return undefined;
  const threshold = thresholdFor(known.strangers, far);
  const letIn = asked.strangers.filter((score) => score >= threshold).length;
  const named = asked.enrolled.filter(({ score, right }) => right && score >= threshold).length;
  return {
    letIn: { value: letIn / asked.strangers.length, n: asked.strangers.length },
    named: { value: named / asked.enrolled.length, n: asked.enrolled.length },
  };
}

/** The lowest score that at most `far` of the strangers reach. */
export function thresholdFor(scores: readonly number[], far: number): number {
  const falling = [...scores].sort((a, b) => b - a);
  const allowed = Math.floor(far * falling.length);
  const first = falling[allowed];
  if (first === undefined) return -Infinity;
  // Just above the first stranger who must stay outside.
  return first + Math.max(Math.abs(first) * 2 ** -23, 2 ** -126);
}

async function ask(
  embeddings: Embeddings,
  labels: readonly string[],
  distance: Distance,
): Promise<Answers | undefined> {
  const classes = byClass(labels).filter(({ items }) => items.length >= 2);
  const enrolled = classes.filter((_, i) => i % 2 === 0);
  const outside = classes.filter((_, i) => i % 2 === 1).flatMap(({ items }) => items);
  if (enrolled.length < 2 || outside.length === 0) return undefined;
  const gallery = enrolled.flatMap(({ items }) => items.slice(0, Math.min(shots, items.length - 1)));
  const inside = enrolled.flatMap(({ items }) => items.slice(Math.min(shots, items.length - 1)));
  const answers = await classify(
    rowsOf(embeddings, [...inside, ...outside]),
    rowsOf(embeddings, gallery),
    gallery.map((item) => labels[item]!),
    { distance },
  );
  return {
    enrolled: inside.map((item, i) => ({ score: answers[i]!.score, right: answers[i]!.nearest === labels[item] })),
    strangers: outside.map((_, i) => answers[inside.length + i]!.score),
  };
}
