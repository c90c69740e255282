export type {
  Batches,
  BatchStream,
  EpisodeBatch,
  GroupBatch,
  MatchBatch,
  OrderBatch,
  PairBatch,
  StreamOptions,
  TripletBatch,
} from './batches.ts';
export { distinctRows } from './distinct-rows.ts';
export { episodes } from './episodes.ts';
export { fromOneSource } from './from-one-source.ts';
export { groups } from './groups.ts';
export type { HardNegatives } from './hard-negatives.ts';
export { hierarchicalGroups } from './hierarchical-groups.ts';
export { inOrder } from './in-order.ts';
export type { OrderBatches } from './in-order.ts';
export { matches } from './matches.ts';
export { pairs } from './pairs.ts';
export { triplets } from './triplets.ts';
export { views } from './views.ts';
