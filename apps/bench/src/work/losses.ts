import * as core from '@siamese/core/losses';
import type * as tf from '@tensorflow/tfjs';

/** A loss of a batch, or of two views of one. */
export type LossWork = {
  readonly name: string;
  make(o: core.ClassOptions): core.BatchLoss | core.MatchLoss;
  /** Why a peer's value can't equal ours: then they aren't compared. */
  readonly differs?: string;
  /** Why the peer is not asked at all. */
  readonly alone?: string;
};

/** How large a batch is: rows, their length, classes. */
export const batch = { rows: 512, dimensions: 128, classes: 64 } as const;

/** Every loss of a batch that pytorch-metric-learning has too, at the same settings as in peers/loss-step.py. */
export const losses: readonly LossWork[] = [
  { name: 'supervisedContrastive', make: () => core.supervisedContrastive() },
  { name: 'ntXent', make: () => core.ntXent(), alone: 'it takes over 10 GB there' },
  { name: 'multiSimilarity', make: () => core.multiSimilarity() },
  { name: 'circle', make: () => core.circle() },
  { name: 'liftedStructure', make: () => core.liftedStructure(), alone: 'it takes over 10 GB there' },
  { name: 'softNearestNeighbours', make: () => core.softNearestNeighbours({ temperature: 32 }) },
  { name: 'fastAp', make: () => core.fastAp() },
  { name: 'rankedList', make: () => core.rankedList(), differs: 'its sums of weights are too large by n * 1e-5' },
  { name: 'histogram', make: () => core.histogram() },
  { name: 'snrContrastive', make: () => core.snrContrastive() },
  { name: 'normalizedSoftmax', make: (o) => core.normalizedSoftmax(o) },
  { name: 'arcFace', make: (o) => core.arcFace(o) },
  { name: 'cosFace', make: (o) => core.cosFace(o) },
  { name: 'sphereFace', make: (o) => core.sphereFace(o) },
  { name: 'subCentreArcFace', make: (o) => core.subCentreArcFace(o) },
  { name: 'proxyNca', make: (o) => core.proxyNca({ ...o, over: 'all' }) },
  { name: 'proxyAnchor', make: (o) => core.proxyAnchor(o) },
  { name: 'softTriple', make: (o) => core.softTriple(o) },
  { name: 'vicReg', make: () => core.vicReg({ variance: 12.5 }) },
];

/** The values of a loss, whichever its kind: two views are the batch and itself moved by one row. */
export function valuesOf(
  loss: core.BatchLoss | core.MatchLoss,
  x: tf.Tensor2D,
  moved: tf.Tensor2D,
  labels: readonly string[],
): tf.Tensor1D {
  return loss.kind === 'batch' ? loss(x, labels) : loss(x, moved);
}
