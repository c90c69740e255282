import type { Distance } from '../../distances/index.ts';
import type { Head } from '../../heads/index.ts';
import { classify, type Embeddings, scoreBlocks, scoreMatrixOf } from '../../knn/index.ts';
import {
  allPairs,
  auc,
  balancedAccuracyAt,
  bootstrapMean,
  eer,
  type Figure,
  mapAtR,
  minDcf,
  openSetAt,
  ratesAt,
  recallAt,
  retrieval,
  thresholdForStrangers,
  type VerificationCurve,
} from '../../metrics/index.ts';
import { logitOf, probabilityOf, rankBlocks } from '../rank-blocks.ts';
import { distanceScorer, headScorer } from '../scorer.ts';
import type { Evaluation, EvaluationInDetail, MeasureOptions } from './evaluation.ts';
import { oneShot } from './one-shot.ts';
import { askStrangers, classSizes } from './open-set.ts';

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
  const units = by === 'identity';
  const sizes = classSizes(labels);
  if (sizes.at(-1)! > 1) {
    const rows = scoreBlocks(embeddings, embeddings, scoreMatrixOf(distance), { wholeRows: true });
    const found = await retrieval(labels, rows);
    figures.recallAt1 = recallAt(found, 1, { seed, ...(units && { labels }) });
    figures.mapAtR = mapAtR(found, { seed, ...(units && { labels }) });
  }
  const scorer = head === undefined ? distanceScorer(distance) : headScorer(head);
  for (const count of ways) {
    const shots = await oneShot(set, scorer, { ways: count, trials, seed });
    if (shots === undefined) continue;
    figures[`oneShot${count}`] = bootstrapMean(shots.right, { seed, ...(units && { units: shots.labels }) });
  }
  const perClass = o.shots ?? Math.max(1, Math.min(5, Math.floor(sizes[sizes.length >> 1]! / 2)));
  const rule = { distance, normalize: set.normalize, perClass, seed };
  const asked = await askStrangers(set, rule);
  if (asked !== undefined) {
    const drawn = { seed, ...(units && { knownLabels: asked.knownLabels, strangerLabels: asked.strangerLabels }) };
    figures.identifiedAtFar = openSetAt(asked, thresholdForStrangers(asked, far), drawn).identified;
    const before = set.calibration && (await askStrangers(set.calibration, rule));
    if (before !== undefined) {
      const { identified, letIn } = openSetAt(asked, thresholdForStrangers(before, far), drawn);
      figures.identified = identified;
      figures.strangersLetIn = letIn;
    }
  }
  if (set.support !== undefined) {
    const answers = await classify(embeddings, set.support.embeddings, set.support.labels, { distance, k });
    const right = answers.map(({ label }, item) => (label === labels[item] ? 1 : 0));
    figures.knn = bootstrapMean(right, { seed, ...(units && { units: labels }) });
  }
  return { figures, notes: pairs.notes, curve: head === undefined ? pairs.curve : inProbabilities(pairs.curve) };
}

/** The curve of logits with its thresholds as probabilities, which are what the head's scores are. */
function inProbabilities(curve: VerificationCurve): VerificationCurve {
  const thresholds = curve.thresholds.map((logit) => (logit === Infinity ? Infinity : probabilityOf(logit)));
  return { ...curve, thresholds };
}
