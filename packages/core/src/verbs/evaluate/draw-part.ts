import { pickRows } from '../../knn/index.ts';
import { createRandom, shuffled } from '../../random.ts';
import type { Embedded } from './embedded.ts';

/** Some of the items of a set, which are they, and what to say of it. */
export type Part = Embedded & { readonly items: readonly number[]; readonly note: string };

/**
 * At most `bound` items of a set, or undefined where it has no more: whole identities drawn at random until the next would
 * be too many, or, by item, that many items of whatever class.
 */
export function drawPart(
  { embeddings, labels }: Embedded,
  { bound, by, seed }: { bound: number; by: 'identity' | 'item'; seed: number },
): Part | undefined {
  if (labels.length <= bound) return undefined;
  const items = (by === 'item' ? drawItems(labels, bound, seed) : drawIdentities(labels, bound, seed)).sort(
    (a, b) => a - b,
  );
  return {
    embeddings: pickRows(embeddings, items),
    labels: items.map((item) => labels[item]!),
    items,
    note: `${items.length} of ${labels.length} items, drawn ${by === 'item' ? 'one by one' : 'by whole identities'} (seed ${seed})`,
  };
}

function drawItems(labels: readonly string[], bound: number, seed: number): number[] {
  const all = labels.map((_, item) => item);
  return shuffled(all, createRandom(seed, 'evaluate', 'items')).slice(0, bound);
}

function drawIdentities(labels: readonly string[], bound: number, seed: number): number[] {
  const members = new Map<string, number[]>();
  for (const [item, label] of labels.entries()) {
    const list = members.get(label);
    if (list) list.push(item);
    else members.set(label, [item]);
  }
  const drawn: number[] = [];
  let identities = 0;
  for (const label of shuffled([...members.keys()], createRandom(seed, 'evaluate', 'identities'))) {
    const items = members.get(label)!;
    // Two identities at least, or there are no different pairs.
    if (drawn.length + items.length > bound && identities >= 2) break;
    drawn.push(...items);
    identities++;
  }
  return drawn;
}
