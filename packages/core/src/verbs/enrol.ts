import { checkInRange, checkOneOf, checkPositiveInteger } from '../check.ts';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { type Embeddings, joinRows, pickRows } from '../knn/index.ts';
import { checkLabelled, type Labelled, pick } from '../labels.ts';
import { answersOf } from './answers.ts';
import { embed } from './embed.ts';
import type { Gallery, GalleryCalibration, GalleryRule } from './gallery.ts';
import { leaveOneOut } from './leave-one-out.ts';
import { isComparator, sidesOf } from './sides.ts';
import { thresholdAtFar } from './threshold.ts';

/** How `enrol` compares, and what it takes its threshold from. */
export type EnrolOptions<Query> = Partial<GalleryRule> & {
  /** Items of people who are not enrolled, unseen in training: the threshold lets in at most the share `far` of them. */
  strangers?: Labelled<Query>;
  /** The share of strangers that may be let in, 0 to 1 (0.01 unless given). */
  far?: number;
  /** Items that go through the model at once (128 unless given). */
  batch?: number;
};

/**
 * A gallery of labelled items, to be asked by `identify`.
 *
 * With `strangers` its threshold is the lowest that lets in at most the share `far` of them; those whose label is enrolled
 * do not count. Without, an encoder's own calibrated threshold is taken: it was chosen for pairs, and a stranger who is
 * compared with many is let in more often. Without either there is none, and the nearest is always named.
 *
 * Of a comparator, a's items are enrolled and b's are asked for; embeddings are compared, by the encoder's distance.
 *
 * @param o.by `'centroid'` (unless given) compares with the mean of each label, `'nearest'` with every item
 * @param o.k for `'nearest'`: neighbours that vote (1 unless given); `o.weights`: `'uniform'` or `'distance'`
 * @param o.gap a runner-up as near as this makes an answer ambiguous (0 unless given: only an exact tie)
 * @throws RangeError if there is nothing to enrol, or no stranger among the strangers
 */
export async function enrol<Item, Query = Item>(
  model: Encoder<Item> | Comparator<Item, Query>,
  data: Labelled<Item>,
  o: EnrolOptions<Query> = {},
): Promise<Gallery<Query, Item>> {
  checkLabelled(data, 'enrol: data');
  if (data.items.length === 0) throw new RangeError('enrol: data must hold at least one item, got none');
  const { by = 'centroid', k = 1, weights = 'uniform', gap = 0, far = 0.01 } = o;
  checkOneOf(by, ['centroid', 'nearest'], 'enrol: by');
  checkOneOf(weights, ['uniform', 'distance'], 'enrol: weights');
  checkPositiveInteger(k, 'enrol: k');
  if (by === 'centroid' && k !== 1) throw new RangeError(`enrol: k must be 1 where centroids are compared, got ${k}`);
  checkInRange(gap, 0, Infinity, 'enrol: gap');
  checkInRange(far, 0, 1, 'enrol: far');
  const sides = sidesOf(model);
  const own = isComparator(model) ? undefined : model.calibration?.threshold;
  const gallery: Gallery<Query, Item> = {
    encoder: sides.b,
    enroller: sides.a,
    embeddings: await embed(sides.a, data.items, o),
    labels: data.labels,
    rule: { by, k, weights, gap },
    threshold: own,
  };
  if (o.strangers === undefined) return gallery;
  checkLabelled(o.strangers, 'enrol: strangers');
  const known = new Set(data.labels);
  const outside = [...o.strangers.labels.keys()].filter((i) => !known.has(o.strangers!.labels[i]!));
  if (outside.length === 0) {
    throw new RangeError('enrol: strangers must hold items of labels that are not enrolled, got none');
  }
  const strangers = await embed(sides.b, pick(o.strangers, outside).items, o);
  const calibration = await calibrateGallery(gallery, strangers, far);
  return { ...gallery, threshold: calibration.threshold, calibration };
}

/** Chooses the threshold of a gallery on strangers, and measures by leaving one out how many enrolled items it misses. */
export async function calibrateGallery(
  gallery: Gallery<never>,
  strangers: Embeddings,
  far: number,
): Promise<GalleryCalibration> {
  const answers = await answersOf({ ...gallery, threshold: undefined }, strangers);
  // Whoever is ambiguous is not let in at any threshold.
  const scores = answers.map(({ label, score }) => (label === undefined ? -Infinity : score));
  const chosen = thresholdAtFar(Float64Array.from(scores), far);
  const threshold = Number.isFinite(chosen.threshold) ? chosen.threshold : Math.min(...answers.map((a) => a.score));
  const left = await leaveOneOut({ ...gallery, threshold });
  const tested = [...left.entries()].filter(([, answer]) => answer !== undefined);
  const missed = tested.filter(([row, answer]) => answer!.label !== gallery.labels[row]).length;
  return {
    threshold,
    target: `far ${far}`,
    far: scores.filter((score) => score >= threshold).length / scores.length,
    strangers: scores.length,
    missed: tested.length === 0 ? undefined : missed / tested.length,
    enrolled: tested.length,
  };
}

/**
 * The gallery with more items, of labels old or new. The threshold stays as it was: enrol anew with strangers where many
 * were added.
 */
export async function enrolMore<Query, Item>(
  gallery: Gallery<Query, Item>,
  data: Labelled<Item>,
  o: { batch?: number } = {},
): Promise<Gallery<Query, Item>> {
  checkLabelled(data, 'enrolMore: data');
  const more = await embed(gallery.enroller, data.items, o);
  return {
    ...gallery,
    embeddings: joinRows([gallery.embeddings, more]),
    labels: [...gallery.labels, ...data.labels],
  };
}

/**
 * The gallery without a label; all others stay.
 *
 * @throws RangeError if nobody of that label is enrolled, or nobody else
 */
export function forget<Query, Item>(gallery: Gallery<Query, Item>, label: string): Gallery<Query, Item> {
  const kept = [...gallery.labels.keys()].filter((row) => gallery.labels[row] !== label);
  if (kept.length === gallery.labels.length) {
    throw new RangeError(`forget: label must be one that is enrolled, got ${JSON.stringify(label)}`);
  }
  if (kept.length === 0) throw new RangeError('forget: at least one other label must be enrolled');
  return {
    ...gallery,
    embeddings: pickRows(gallery.embeddings, kept),
    labels: kept.map((row) => gallery.labels[row]!),
  };
}
