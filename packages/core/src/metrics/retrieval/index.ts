export {
  cmc,
  mapAt,
  mapAtR,
  meanAveragePrecision,
  meanReciprocalRank,
  ndcg,
  ndcgAt,
  precisionAt,
  recallAt,
  relevantRecallAt,
  rPrecision,
} from './figures.ts';
export type { RetrievalFigureOptions } from './figures.ts';
export { cmcBand } from './cmc-band.ts';
export { averagePrecisionOf } from './average-precision.ts';
export { ndcgOf } from './ndcg.ts';
export { retrieval } from './retrieval.ts';
export type { Retrieval, RetrievalOptions, RetrievalWithin } from './retrieval.ts';
