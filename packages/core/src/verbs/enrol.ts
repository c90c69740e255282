import { checkInRange, checkOneOf, checkPositiveInteger, shown } from '../check.ts';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import { centred, checkEmbeddings, checkVoteWeights, type Embeddings, isEmbeddings, meanRow } from '../knn/index.ts';
import { checkLabelled, type Labelled, pick } from '../labels.ts';
import { answersOf } from './answers.ts';
import { embed } from './embed.ts';
import { checkKeys } from './check-keys.ts';
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
  /** A key for each item, each once, by which `forgetItems` finds it again. */
  keys?: readonly string[];
  /** Embeddings whose mean is subtracted from all: those enrolled, or a background's, the training set's for instance. */
  centre?: 'enrolled' | Embeddings;
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
 * With `centre` a mean is subtracted from what is enrolled and from what is asked for, both are brought to length 1 again
 * (`centred`), and the mean stays with the gallery. The encoder's own threshold does not hold then and is not taken.
 *
 * Of a comparator, a's items are enrolled and b's are asked for; embeddings are compared, by the encoder's distance.
 *
 * @param o.by `'centroid'` (unless given) compares with the mean of each label, `'nearest'` with every item
 * @param o.k for `'nearest'`: neighbours that vote (1 unless given), cut to the items there are; `o.weights`: `'uniform'`,
 * `'distance'`, `'softmax'` or `{ softmax: temperature }` (see `vote`)
 * @param o.gap a runner-up as near as this makes an answer ambiguous (0 unless given: only an exact tie)
 * @throws RangeError if there is nothing to enrol, no stranger among the strangers, or a key is there twice
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
  checkVoteWeights(weights, 'enrol: weights');
  checkPositiveInteger(k, 'enrol: k');
  if (by === 'centroid' && k !== 1) throw new RangeError(`enrol: k must be 1 where centroids are compared, got ${k}`);
  checkInRange(gap, 0, Infinity, 'enrol: gap');
  checkInRange(far, 0, 1, 'enrol: far');
  const sides = sidesOf(model);
  const { keys, centre } = o;
  if (keys !== undefined) checkKeys(keys, data.items, 'enrol: keys');
  const raw = await embed(sides.a, data.items, o);
  const mean = centre === undefined ? undefined : meanOf(centre, raw, sides.alike);
  const own = isComparator(model) || mean !== undefined ? undefined : model.calibration?.threshold;
  const gallery: Gallery<Query, Item> = {
    encoder: sides.b,
    enroller: sides.a,
    embeddings: mean === undefined ? raw : centred(raw, mean),
    labels: data.labels,
    ...(keys && { keys }),
    ...(mean && { mean }),
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

function meanOf(centre: 'enrolled' | Embeddings, enrolled: Embeddings, alike: boolean): Float32Array {
  if (!alike) {
    throw new RangeError('enrol: centre must be left out for two different encoders, whose embeddings have two means');
  }
  if (!isEmbeddings(centre) && centre !== 'enrolled') {
    throw new TypeError(`enrol: centre must be 'enrolled' or embeddings, got ${shown(centre)}`);
  }
  if (centre !== 'enrolled') checkEmbeddings(centre, 'enrol: centre');
  const of = centre === 'enrolled' ? enrolled : centre;
  if (of.dimensions !== enrolled.dimensions) {
    throw new RangeError(`enrol: centre must have ${enrolled.dimensions} dimensions, got ${of.dimensions}`);
  }
  const mean = meanRow(of);
  if (centred(enrolled, mean).values.every((value) => value === 0)) {
    throw new RangeError(
      'enrol: centre must not be all that is enrolled: nothing is left; give the embeddings of others',
    );
  }
  return mean;
}
