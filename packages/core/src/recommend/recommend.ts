import { checkOneOf, checkPositiveInteger } from '../check.ts';
import { groups, pairs, triplets } from '../generators/index.ts';
import { type HeadOf, scaled } from '../heads/index.ts';
import { binaryCrossEntropy, contrastive, multiSimilarity, supervisedContrastive, triplet } from '../losses/index.ts';
import { semiHard } from '../mining/index.ts';
import type { EncoderObjective, SiameseObjective } from '../training/index.ts';

const tasks = ['verify', 'identify', 'search', 'cluster', 'probability'] as const;

/** What the network is for: yes or no of two, one of many or nobody, the nearest, groups, or how likely two are the same. */
export type RecommendedTask = (typeof tasks)[number];

/** The data and the machine, in round numbers. */
export type RecommendFor = {
  readonly task: RecommendedTask;
  /** Classes to train on. */
  readonly classes: number;
  /** Items that most classes have. */
  readonly perClass: number;
  /** Items that fit into a step. */
  readonly batch: number;
};

/** The recommendation in words: code to paste, and one line of why. */
export type Reasons = { readonly code: string; readonly why: string };

/**
 * A loss, batches and, where one is needed, a miner for a task, to be spread into the options of `fit`:
 * `fit(encoder, data, { ...recommend({ task: 'verify', classes: 964, perClass: 20, batch: 64 }), steps: 2000, seed: 1 })`.
 *
 * A start from which to measure, not the end: what decides most is how many classes a batch holds. For 'probability' there
 * is a head as well, for `createSiamese`.
 *
 * @throws RangeError if the task is unknown, or a number is not a positive integer; if there are fewer than two classes, or
 *   two items of each, or four items in a step
 */
export function recommend(data: RecommendFor & { task: 'probability' }): SiameseObjective & { head: HeadOf } & Reasons;
export function recommend(
  data: RecommendFor & { task: Exclude<RecommendedTask, 'probability'> },
): EncoderObjective & Reasons;
export function recommend(data: RecommendFor): (EncoderObjective | SiameseObjective) & Reasons {
  const { task, classes, perClass, batch } = data;
  checkOneOf(task, tasks, 'recommend: task');
  for (const name of ['classes', 'perClass', 'batch'] as const) checkPositiveInteger(data[name], `recommend: ${name}`);
  if (classes < 2) throw new RangeError(`recommend: classes must be at least 2, or nothing is different, got 1`);
  if (perClass < 2) {
    throw new RangeError(
      'recommend: perClass must be at least 2, or nothing is the same, got 1: ' +
        'train on two views of each item, with infoNce({ symmetric: true }) and views({ size })',
    );
  }
  if (batch < 4) throw new RangeError(`recommend: batch must be at least 4 items, got ${batch}`);

  const half = 2 * Math.floor(batch / 4);
  if (task === 'probability') {
    return {
      loss: binaryCrossEntropy(),
      batches: pairs({ size: half }),
      head: scaled(),
      code: `loss: binaryCrossEntropy(), batches: pairs({ size: ${half} }), with createSiamese({ encoder, head: scaled(), seed })`,
      why: 'a head gives a probability, and cross-entropy makes it an honest one',
    } as SiameseObjective & Reasons;
  }
  if (batch < 8) {
    const size = Math.floor(batch / 3);
    if (size < 2) return onPairs(half, `${batch} items make no more than a pair or two of each kind`);
    return {
      loss: triplet({ margin: 'soft' }),
      batches: triplets({ size }),
      code: `loss: triplet({ margin: 'soft' }), batches: triplets({ size: ${size} })`,
      why: `${batch} items are too few to mine among, so triplets come ready-made`,
    };
  }
  const shape = groupsOf(classes, perClass, batch);
  const batches = groups(shape);
  const inCode = `batches: groups({ classes: ${shape.classes}, perClass: ${shape.perClass} })`;
  const negatives = (shape.classes - 1) * shape.perClass;
  if (shape.classes < 3) return onPairs(half, `${shape.classes} classes a step leave nothing to choose negatives from`);
  if (negatives < 24) {
    return {
      loss: triplet({ margin: 'soft' }),
      batches,
      miner: semiHard(),
      code: `loss: triplet({ margin: 'soft' }), miner: semiHard(), ${inCode}`,
      why: `with ${negatives} negatives for each item a softmax over them says little; semi-hard triplets make the most of few`,
    };
  }
  if (task === 'search') {
    return {
      loss: multiSimilarity(),
      batches,
      code: `loss: multiSimilarity(), ${inCode}`,
      why: `what is found first is decided by the hardest of the ${negatives} negatives, which this loss weighs most`,
    };
  }
  const spread = task === 'cluster' ? 'classes become tight groups far apart' : 'one threshold then serves all classes';
  return {
    loss: supervisedContrastive(),
    batches,
    code: `loss: supervisedContrastive(), ${inCode}`,
    why: `every item is told from ${negatives} negatives at once, with no margin to choose, and ${spread}`,
  };
}

function onPairs(size: number, reason: string): EncoderObjective & Reasons {
  return {
    loss: contrastive(),
    batches: pairs({ size }),
    code: `loss: contrastive(), batches: pairs({ size: ${size} })`,
    why: `${reason}, and pairs take negatives from all classes in turn`,
  };
}

/** Four items of each class where there are as many, fewer where classes would be fewer than items of one, more where classes run out. */
function groupsOf(classes: number, perClass: number, batch: number): { classes: number; perClass: number } {
  const of = Math.max(2, Math.min(4, perClass, Math.floor(Math.sqrt(batch))));
  const inBatch = Math.min(classes, Math.floor(batch / of));
  const filled = Math.min(perClass, Math.floor(batch / inBatch));
  return { classes: inBatch, perClass: inBatch === classes ? Math.max(of, filled) : of };
}
