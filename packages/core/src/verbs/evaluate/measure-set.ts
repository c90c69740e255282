import type { Distance } from '../../distances/index.ts';
import type { Head } from '../../heads/index.ts';
import { classify, type Embeddings, labelNumbers } from '../../knn/index.ts';
import { allPairs } from '../../metrics/all-pairs/index.ts';
import { auc } from '../../metrics/auc.ts';
import { balancedAccuracyAt } from '../../metrics/accuracy.ts';
import { bootstrapMean } from '../../metrics/bootstrap.ts';
import { eer } from '../../metrics/equal-error.ts';
import { type Figure } from '../../metrics/figure.ts';
import { minDcf } from '../../metrics/min-dcf.ts';
import { ratesAt } from '../../metrics/operating-point.ts';
import { type VerificationCurve } from '../../metrics/verification-curve.ts';
import { logitOf, probabilityOf, rankBlocks } from '../rank-blocks.ts';
import { distanceScorer, headScorer } from '../scorer.ts';
import type { Evaluation, EvaluationInDetail, MeasureOptions } from './evaluation.ts';
import { oneShot } from './one-shot.ts';
import { askStrangers, openSetAt, strangerThreshold } from './open-set.ts';
import type { Outcomes } from './outcomes.ts';
import { retrieval } from './retrieval.ts';

/** Embeddings and the label of each. */
export type Embedded = { readonly embeddings: Embeddings; readonly labels: readonly string[] };

/** A labelled set, embedded, and what else is measured on it. */
export type MeasuredSet = Embedded & {
  readonly distance: Distance;
  readonly normalize: boolean;
  readonly head?: Head | undefined;
  readonly threshold?: number | undefined;
  readonly calibration?: Embedded | undefined;
  readonly support?: Embedded | undefined;
};

/** All figures of a labelled set that its size allows. */
export async function measureSet(set: MeasuredSet, o: MeasureOptions): Promise<EvaluationInDetail> {
  const { embeddings, labels, distance, head } = set;
  const { seed = 0, by = 'identity', trials = 2000, ways = [5, 20], far = 0.01, k = 5 } = o;
  const threshold = set.threshold === undefined || head === undefined ? set.threshold : logitOf(set.threshold);
  const pairs = await allPairs(labels, () => rankBlocks(head ?? distance, embeddings, { upper: true }), {
    seed,
    by,
    thresholds: threshold === undefined ? [] : [threshold],
  });
  const figures: { -readonly [name in keyof Evaluation]: Figure } = {
    eer: pairs.figure(eer),
    auc: pairs.figure(auc),
    minDcf: pairs.figure((curve) => minDcf(curve)),
  };
  if (threshold !== undefined) {
    figures.accuracy = pairs.figure((curve) => balancedAccuracyAt(curve, threshold));
    figures.falseMatchRate = pairs.figure((curve) => ratesAt(curve, threshold).falseMatchRate);
    figures.falseNonMatchRate = pairs.figure((curve) => ratesAt(curve, threshold).falseNonMatchRate);
  }
  const mean = ({ values, clusters }: Outcomes): Figure =>
    bootstrapMean(values, { seed, ...(by === 'identity' && { units: clusters }) });
  const numbered = { embeddings, labels: labelNumbers(labels).of };
  const found = await retrieval(numbered, distance);
  if (found !== undefined) {
    figures.recallAt1 = mean(found.recallAt1);
    figures.mapAtR = mean(found.mapAtR);
  }
  const scorer = head === undefined ? distanceScorer(distance) : headScorer(head);
  for (const count of ways) {
    const shot = await oneShot(numbered, scorer, { ways: count, trials, seed });
    if (shot !== undefined) figures[`oneShot${count}`] = mean(shot);
  }
  const rule = { distance, normalize: set.normalize, shots: o.shots ?? 5 };
  const asked = await askStrangers(numbered, rule);
  if (asked !== undefined) {
    figures.identifiedAtFar = mean(openSetAt(asked, strangerThreshold(asked, far)).identified);
    const { calibration } = set;
    const before =
      calibration && (await askStrangers({ ...calibration, labels: labelNumbers(calibration.labels).of }, rule));
    if (before !== undefined) {
      const { identified, letIn } = openSetAt(asked, strangerThreshold(before, far));
      figures.identified = mean(identified);
      figures.strangersLetIn = mean(letIn);
    }
  }
  if (set.support !== undefined) {
    const answers = await classify(embeddings, set.support.embeddings, set.support.labels, { distance, k });
    const values = answers.map(({ label }, item) => (label === labels[item] ? 1 : 0));
    figures.knn = mean({ values, clusters: [...numbered.labels] });
  }
  return { figures, notes: pairs.notes, curve: head === undefined ? pairs.curve : inProbabilities(pairs.curve) };
}

/** The curve of logits with its thresholds as probabilities, which are what the head's scores are. */
function inProbabilities(curve: VerificationCurve): VerificationCurve {
  const thresholds = curve.thresholds.map((logit) => (logit === Infinity ? Infinity : probabilityOf(logit)));
  return { ...curve, thresholds };
}
