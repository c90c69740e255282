import { checkInRange, checkPositive, checkPositiveInteger, checkSameLength } from '../../check.ts';
import type { Comparator } from '../../comparator.ts';
import type { Distance } from '../../distances/index.ts';
import { checkEmbeddings } from '../../knn/index.ts';
import { checkLabelled, type Labelled, type Paired } from '../../labels.ts';
import { embed } from '../embed.ts';
import { isPaired, scoredPairs } from '../scored-pairs.ts';
import { isComparator, type Model, sidesOf } from '../sides.ts';
import type { Embedded } from './embedded.ts';
import type { Evaluation, EvaluationInDetail, MeasureOptions } from './evaluation.ts';
import { measurePairs } from './measure-pairs.ts';
import { measureSet } from './measure-set.ts';

/** How a model is evaluated. */
export type EvaluateOptions<Item> = MeasureOptions & {
  /** The threshold for accuracy: the model's calibrated one unless given. */
  readonly threshold?: number;
  /** Other classes, on which the threshold for strangers is chosen. */
  readonly calibration?: Labelled<Item>;
  /** Labelled items among which the k nearest vote (closed sets: from the training set). */
  readonly support?: Labelled<Item>;
  /** Items that go through the model at once (128 unless given). */
  readonly batch?: number;
  /** Of paired data: above this many pairs (1,000,000 unless given) that many are sampled. */
  readonly pairs?: number;
};

/** How raw features are evaluated. */
export type EvaluateFeaturesOptions = MeasureOptions & {
  readonly distance: Distance;
  /** Whether centroids are brought to length 1 (false unless given). */
  readonly normalize?: boolean;
  readonly threshold?: number;
  readonly calibration?: Embedded;
  readonly support?: Embedded;
};

/**
 * Measures a model on items it was not trained on: all pairs (in blocks), retrieval, one-shot, strangers. See `Evaluation`
 * for the figures.
 *
 * With a head, pairs and one-shot go by its probability, retrieval, strangers and knn by the embeddings. Raw features,
 * `{ embeddings, labels }`, are measured in just the same way, for a baseline. Pairs give the figures of verification.
 *
 * A set of any size is measured within the budget: above `o.bound` items some are drawn for what grows with the square.
 *
 * Strangers: half of the classes are enrolled, by the centroids of some of their items, the rest of them ask to be named; the
 * other classes are strangers. `o.calibration` classes are set up in the same way to choose the threshold.
 *
 * @throws RangeError if there are no same or no different pairs
 * @throws TypeError if labelled items are given to a comparator of two encoders
 */
export async function evaluate<Item>(
  model: Model<Item>,
  data: Labelled<Item> | Paired<Item>,
  o?: EvaluateOptions<Item>,
): Promise<Evaluation>;
export async function evaluate<A, B>(
  model: Comparator<A, B>,
  data: Paired<A, B>,
  o?: EvaluateOptions<A>,
): Promise<Evaluation>;
export async function evaluate(features: Embedded, o: EvaluateFeaturesOptions): Promise<Evaluation>;
export async function evaluate(...given: readonly unknown[]): Promise<Evaluation> {
  return (await measured(given)).figures;
}

/** What `evaluate` measures, with the curve over all thresholds and notes on the intervals. */
export async function evaluateInDetail<Item>(
  model: Model<Item>,
  data: Labelled<Item> | Paired<Item>,
  o?: EvaluateOptions<Item>,
): Promise<EvaluationInDetail>;
export async function evaluateInDetail<A, B>(
  model: Comparator<A, B>,
  data: Paired<A, B>,
  o?: EvaluateOptions<A>,
): Promise<EvaluationInDetail>;
export async function evaluateInDetail(features: Embedded, o: EvaluateFeaturesOptions): Promise<EvaluationInDetail>;
export async function evaluateInDetail(...given: readonly unknown[]): Promise<EvaluationInDetail> {
  return measured(given);
}

type ModelArguments = readonly [Model<unknown>, Labelled<unknown> | Paired<unknown>, EvaluateOptions<unknown>?];

async function measured(given: readonly unknown[]): Promise<EvaluationInDetail> {
  if (isFeatures(given)) {
    const [features, o] = given;
    checkEmbeddings(features.embeddings, 'evaluate: embeddings');
    checkSameLength(features.labels, { length: features.embeddings.rows }, 'evaluate: labels and rows');
    checkOptions(o);
    return measureSet({ ...features, ...o, normalize: o.normalize ?? false }, o);
  }
  const [model, data, o = {}] = given as ModelArguments;
  checkOptions(o);
  const threshold = o.threshold ?? model.calibration?.threshold;
  const { a, alike } = sidesOf(model);
  if (isPaired(data) || !alike) {
    const { seed = 0, pairs: bound = 1_000_000, batch } = o;
    return measurePairs(await scoredPairs(model, data, { bound, seed, batch, where: 'evaluate' }), { threshold, seed });
  }
  const embedded = async (part: Labelled<unknown> | undefined, where: string): Promise<Embedded | undefined> => {
    if (part === undefined) return undefined;
    checkLabelled(part, where);
    return { embeddings: await embed(a, part.items, o), labels: part.labels };
  };
  return measureSet(
    {
      ...(await embedded(data, 'evaluate: data'))!,
      calibration: await embedded(o.calibration, 'evaluate: calibration'),
      support: await embedded(o.support, 'evaluate: support'),
      distance: a.distance,
      normalize: a.normalize,
      head: isComparator(model) ? model.head : undefined,
      threshold,
    },
    o,
  );
}

function isFeatures(given: readonly unknown[]): given is readonly [Embedded, EvaluateFeaturesOptions] {
  return typeof given[0] === 'object' && given[0] !== null && 'embeddings' in given[0];
}

function checkOptions({
  ways = [],
  trials = 1,
  far = 0,
  shots = 1,
  k = 1,
  bound = 2,
  budget = 1,
}: MeasureOptions): void {
  for (const count of ways) checkInRange(count, 2, Infinity, 'evaluate: ways');
  checkPositiveInteger(trials, 'evaluate: trials');
  checkInRange(far, 0, 1, 'evaluate: far');
  checkPositiveInteger(shots, 'evaluate: shots');
  checkPositiveInteger(k, 'evaluate: k');
  checkPositiveInteger(bound, 'evaluate: bound');
  checkPositive(budget, 'evaluate: budget');
}
