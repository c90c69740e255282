export { type AlikePair, alikePairs } from './alike-pairs.ts';
export { calibrate, type CalibrateOptions } from './calibrate.ts';
export { cluster, type Clustered, type ClusterOptions, type Unsure } from './cluster.ts';
export { compare } from './compare.ts';
export { embed, embedEach, type EmbeddedBatch } from './embed.ts';
export { embedTo, type Keyed } from './embed-to.ts';
export type { EmbeddingKeys, EmbeddingSink } from './embedding-sink.ts';
export { enrol, type EnrolOptions } from './enrol.ts';
export { enrolMore } from './enrol-more.ts';
export { forget, forgetItems } from './forget.ts';
export { galleryBytes, galleryFile, galleryFrom, galleryOf } from './gallery-bytes.ts';
export type { Gallery, GalleryCalibration, GalleryRule } from './gallery.ts';
export { identify } from './identify.ts';
export { index, type Indexed } from './index-items.ts';
export { type MinedNegatives, mineHardNegatives, type NegativesGuard } from './mine-hard-negatives.ts';
export { type Hit, search } from './search.ts';
export type { Model } from './sides.ts';
export type { Target } from './threshold.ts';
export { verify } from './verify.ts';
export {
  type Embedded,
  evaluate,
  type EvaluateFeaturesOptions,
  evaluateInDetail,
  type EvaluateOptions,
  type Evaluation,
  type EvaluationInDetail,
  type MeasureOptions,
  type OneShotTrial,
  oneShotTrials,
} from './evaluate/index.ts';
export { rankBlocks } from './rank-blocks.ts';
