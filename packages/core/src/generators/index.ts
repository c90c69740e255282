export type {
  Batches,
  BatchStream,
  EpisodeBatch,
  GroupBatch,
  OrderBatch,
  PairBatch,
  StreamOptions,
  TripletBatch,
} from './batches.ts';
export { episodes } from './episodes.ts';
export { groups } from './groups.ts';
export { inOrder } from './in-order.ts';
export type { OrderBatches } from './in-order.ts';
export { pairs } from './pairs.ts';
export { triplets } from './triplets.ts';
