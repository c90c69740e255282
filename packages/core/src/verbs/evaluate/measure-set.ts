import type { Distance } from '../../distances/index.ts';
import type { Head } from '../../heads/index.ts';
import { classify } from '../../knn/index.ts';
import { defaultBudget } from '../../knn/score-blocks.ts';
import {
  allPairs,
  auc,
  averagePrecision,
  balancedAccuracyAt,
  bootstrapMean,
  cllr,
  eer,
  type Figure,
  fnmrAtFmr,
  minCllr,
  minDcf,
  openSetAt,
  openSetFigure,
  oscr,
  ratesAt,
  thresholdForStrangers,
  type VerificationCurve,
} from '../../metrics/index.ts';
import { logitOf, probabilityOf, rankBlocks } from '../rank-blocks.ts';
import { distanceScorer, headScorer } from '../scorer.ts';
import { drawPart } from './draw-part.ts';
import type { Embedded } from './embedded.ts';
import type { Evaluation, EvaluationInDetail, MeasureOptions } from './evaluation.ts';
import { measureSearches } from './measure-searches.ts';
import { oneShot } from './one-shot.ts';
import { askStrangers, classSizes } from './open-set.ts';

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
  const { seed = 0, by = 'identity', trials = 2000, ways = [5, 20], far = 0.01, k = 5, bound = 20_000 } = o;
  const byIdentity = by === 'identity';
  const drawn = drawPart(set, { bound, by, seed });
  const part = drawn ?? set;
  const threshold = set.threshold === undefined || head === undefined ? set.threshold : logitOf(set.threshold);
  const blocks = { upper: true, ...(o.budget !== undefined && { budget: o.budget }) };
  const pairs = await allPairs(part.labels, () => rankBlocks(head ?? distance, part.embeddings, blocks), {
    seed,
    by,
    thresholds: threshold === undefined ? [] : [threshold],
  });
  const notes = [...pairs.notes, ...(drawn ? [`pairs and strangers: ${drawn.note}`] : [])];
  const figures: { -readonly [name in keyof Evaluation]: Figure } = {
    eer: pairs.figure(eer),
    auc: pairs.figure(auc),
    minDcf: pairs.figure((curve) => minDcf(curve)),
    minCllr: pairs.figure(minCllr),
    averagePrecision: pairs.figure(averagePrecision),
  };
  // The rule of 30: at 1 in 1,000 fewer different pairs would make fewer than 30 errors.
  if (pairs.curve.different >= 30_000) figures.fnmrAtFmr = pairs.figure((curve) => fnmrAtFmr(curve, 0.001));
  if (head !== undefined) figures.cllr = pairs.figure((curve) => cllr(curve), [0, Infinity]);
  if (threshold !== undefined) {
    figures.accuracy = pairs.figure((curve) => balancedAccuracyAt(curve, threshold));
    figures.falseMatchRate = pairs.figure((curve) => ratesAt(curve, threshold).falseMatchRate);
    figures.falseNonMatchRate = pairs.figure((curve) => ratesAt(curve, threshold).falseNonMatchRate);
  }
  const sizes = classSizes(labels);
  if (sizes.at(-1)! > 1) {
    // All embeddings are then handed to the backend once.
    const budget = o.budget ?? Math.max(defaultBudget, embeddings.values.byteLength);
    const searches = await measureSearches(set, { distance, drawn: drawn?.items, seed, byIdentity, budget });
    Object.assign(figures, searches.figures);
    if (searches.note !== undefined) notes.push(searches.note);
  }
  const scorer = head === undefined ? distanceScorer(distance) : headScorer(head);
  for (const count of ways) {
    const shots = await oneShot(set, scorer, { ways: count, trials, seed });
    if (shots === undefined) continue;
    figures[`oneShot${count}`] = bootstrapMean(shots.right, { seed, ...(byIdentity && { units: shots.labels }) });
  }
  const perClass = o.shots ?? Math.max(1, Math.min(5, Math.floor(sizes[sizes.length >> 1]! / 2)));
  const rule = { distance, normalize: set.normalize, perClass, seed };
  const asked = await askStrangers(part, rule);
  if (asked !== undefined) {
    const drawnBy = {
      seed,
      ...(byIdentity && { knownLabels: asked.knownLabels, strangerLabels: asked.strangerLabels }),
    };
    figures.identifiedAtFar = openSetAt(asked, thresholdForStrangers(asked, far), drawnBy).identified;
    figures.strangerAuroc = openSetFigure(asked, auc, drawnBy);
    figures.oscr = openSetFigure(asked, oscr, drawnBy);
    const before = set.calibration && (await askStrangers(set.calibration, rule));
    if (before !== undefined) {
      const { identified, letIn } = openSetAt(asked, thresholdForStrangers(before, far), drawnBy);
      figures.identified = identified;
      figures.strangersLetIn = letIn;
    }
  }
  if (set.support !== undefined) {
    const answers = await classify(part.embeddings, set.support.embeddings, set.support.labels, { distance, k });
    const right = answers.map(({ label }, item) => (label === part.labels[item] ? 1 : 0));
    figures.knn = bootstrapMean(right, { seed, ...(byIdentity && { units: part.labels }) });
  }
  return { figures, notes, pairs, curve: head === undefined ? pairs.curve : inProbabilities(pairs.curve) };
}

/** The curve of logits with its thresholds as probabilities, which are what the head's scores are. */
function inProbabilities(curve: VerificationCurve): VerificationCurve {
  const thresholds = curve.thresholds.map((logit) => (logit === Infinity ? Infinity : probabilityOf(logit)));
  return { ...curve, thresholds };
}
