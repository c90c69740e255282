import { createRandom, eer, embed, pick, shuffled, verificationCurve, type Hook, type Labelled } from '@siamese/core';
import { byClass } from '../by-class.ts';
import { scorePairs } from '../evaluate/score-pairs.ts';
import { encoderOf, type Usable } from '../modality.ts';

/** So many items are enough to see whether a curve falls: 12,720 pairs. */
const [mostClasses, mostItems] = [40, 160];
/** For an item that is looked at, so many are trained on meanwhile: looking costs 1 % of the time, and mostly less. */
const trainedForOne = 200;

/** What is measured, as a person reads it. */
export const heldOutName = 'equal error rate of items held out (0.1: 10 %)';

/** A hook that measures, and what it found after the step that was made last: nothing after most. */
export type HeldOut = Hook & { found(): { readonly calibrationEer?: number } };

/**
 * Measures, every so many steps, the equal error rate over all pairs of some items that are not trained on: the first of each
 * class. Nothing is decided by it. No stream of random numbers is read, and the steps are the same of a run that was resumed.
 *
 * @param data without a same or a different pair nothing is measured
 * @param o.items how many go through the network in a step
 */
export function measureHeldOut<Item>(
  target: Usable<Item>,
  data: Labelled<Item> | undefined,
  o: { readonly items: number },
): HeldOut {
  const some = data === undefined ? undefined : someOf(data);
  const pairs = pairsOf(some?.labels ?? []);
  const canMeasure = pairs.same.includes(true) && pairs.same.includes(false);
  const every = Math.ceil((trainedForOne * (some?.items.length ?? 0)) / o.items);
  let found: { calibrationEer?: number } = {};
  return {
    name: 'held-out',
    found: () => found,
    async onStep({ step }) {
      found = {};
      if (!canMeasure || step % every !== 0) return;
      try {
        const embeddings = await embed(encoderOf(target), some!.items);
        const scores = await scorePairs(target, embeddings, pairs.a, pairs.b);
        found = { calibrationEer: eer(verificationCurve(scores, pairs.same)) };
      } catch (error) {
        // Weights that are no finite number are found out by the next step, which says what to do.
        if (!(error instanceof RangeError)) throw error;
      }
    },
  };
}

/** Some classes, and as many of each as there is room for. */
function someOf<Item>(data: Labelled<Item>): Labelled<Item> {
  const classes = shuffled(byClass(data.labels), createRandom(0, 'held-out')).slice(0, mostClasses);
  const each = Math.floor(mostItems / classes.length);
  return pick(
    data,
    classes.flatMap(({ items }) => items.slice(0, each)),
  );
}

function pairsOf(labels: readonly string[]): { a: number[]; b: number[]; same: boolean[] } {
  const pairs: { a: number[]; b: number[]; same: boolean[] } = { a: [], b: [], same: [] };
  for (const [b, label] of labels.entries()) {
    for (let a = 0; a < b; a++) {
      pairs.a.push(a);
      pairs.b.push(b);
      pairs.same.push(labels[a] === label);
    }
  }
  return pairs;
}
