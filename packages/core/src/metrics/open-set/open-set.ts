import { checkFinite, checkInRange, checkPositiveInteger, checkSameLength } from '../../check.ts';
import { createRandom, shuffled } from '../../random.ts';
import { auc } from '../auc.ts';
import type { BootstrapOptions } from '../bootstrap.ts';
import { bootstrapMean } from '../bootstrap.ts';
import type { Figure } from '../figure.ts';
import { pointAtFalseMatchRate } from '../operating-point.ts';
import { verificationCurve } from '../verification-curve.ts';

/**
 * Searches in a gallery: for each known person the best score and whether it was theirs, for each stranger the best
 * score. Larger is more alike.
 */
export type Searches = {
  readonly known: ArrayLike<number>;
  /** Whether the best score of a known person was for their own label. */
  readonly right: ArrayLike<boolean>;
  readonly strangers: ArrayLike<number>;
};

/** Which items play which part in an open-set trial. */
export type OpenSetTrial = {
  readonly gallery: readonly number[];
  readonly known: readonly number[];
  readonly strangers: readonly number[];
};

/**
 * Half of the classes are enrolled with `perClass` items each, their other items are known people who ask; all items of
 * the other half are strangers. Classes without an item to spare are strangers.
 *
 * @throws RangeError unless there are two classes, one of them with more than perClass items
 */
export function openSetTrial(
  labels: readonly string[],
  options: { readonly seed: number; readonly perClass: number },
): OpenSetTrial {
  const { seed, perClass } = options;
  checkPositiveInteger(perClass, 'openSetTrial: perClass');
  const members = new Map<string, number[]>();
  labels.forEach((label, item) => {
    const list = members.get(label);
    if (list) list.push(item);
    else members.set(label, [item]);
  });
  const order = shuffled([...members.keys()].sort(), createRandom(seed, 'openSetTrial'));
  const enrolled = order
    .filter((label) => members.get(label)!.length > perClass)
    .slice(0, Math.max(1, Math.floor(order.length / 2)));
  if (enrolled.length === 0 || order.length < 2) {
    throw new RangeError(
      `openSetTrial: labels must be of two classes, one with more than ${perClass} items, got ${order.length} classes and ${labels.length} items`,
    );
  }
  const isEnrolled = new Set(enrolled);
  const gallery: number[] = [];
  const known: number[] = [];
  for (const label of enrolled) {
    const items = shuffled(members.get(label)!, createRandom(seed, 'openSetTrial', label));
    gallery.push(...items.slice(0, perClass));
    known.push(...items.slice(perClass));
  }
  const strangers = labels.flatMap((label, item) => (isEnrolled.has(label) ? [] : [item]));
  const rising = (a: number, b: number) => a - b;
  return { gallery: gallery.sort(rising), known: known.sort(rising), strangers };
}

/**
 * What a gallery does at a threshold: `identified`, the share of known people who are named rightly (the detection and
 * identification rate, DIR, at rank 1), `letIn`, the share of strangers who are named at all (the false alarm rate),
 * `misnamed`, the share of known people who are given another's name. Intervals by bootstrap over searches, or over
 * identities where given.
 *
 * Reference: Phillips, Grother and Micheals, Evaluation methods in face recognition, 2011.
 *
 * @throws RangeError if lengths differ, the threshold is no finite number, or there are no known people or no strangers
 */
export function openSetAt(
  { known, right, strangers }: Searches,
  threshold: number,
  options: BootstrapOptions & {
    readonly knownLabels?: readonly string[];
    readonly strangerLabels?: readonly string[];
  },
): { identified: Figure; misnamed: Figure; letIn: Figure } {
  const { knownLabels, strangerLabels, ...bootstrap } = options;
  checkSameLength(known, right, 'openSetAt: known and right');
  checkFinite(threshold, 'openSetAt: threshold');
  const share = (
    scores: ArrayLike<number>,
    holds: (place: number) => boolean,
    units: readonly string[] | undefined,
  ) => {
    const values = Array.from(scores, (score, place) => (score >= threshold && holds(place) ? 1 : 0));
    return bootstrapMean(values, { ...bootstrap, ...(units && { units }) });
  };
  return {
    identified: share(known, (place) => right[place]!, knownLabels),
    misnamed: share(known, (place) => !right[place]!, knownLabels),
    letIn: share(strangers, () => true, strangerLabels),
  };
}

/**
 * The lowest threshold that lets in at most `far` of these strangers. Choose it on calibration classes, not on those it
 * is measured on.
 *
 * @throws RangeError unless far is between 0 and 1 and there are known people and strangers
 */
export function thresholdForStrangers({ known, strangers }: Searches, far: number): number {
  checkInRange(far, 0, 1, 'thresholdForStrangers: far');
  return pointAtFalseMatchRate(curveOf(known, strangers), far).threshold;
}

/**
 * How often a known person's best score is above a stranger's, ties counting half (AUROC): 0.5 is chance.
 *
 * @throws RangeError if there are no known people or no strangers
 */
export function strangerAuroc({ known, strangers }: Searches): number {
  return auc(curveOf(known, strangers));
}

function curveOf(known: ArrayLike<number>, strangers: ArrayLike<number>) {
  const scores = [...Array.from(known), ...Array.from(strangers)];
  return verificationCurve(
    scores,
    scores.map((_, place) => place < known.length),
  );
}
