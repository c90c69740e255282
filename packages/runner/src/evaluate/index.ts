export type { DataSet, MeasureSettings } from './data-set.ts';
export { measure, measureBaseline } from './measure.ts';
export type { Sides } from './measure.ts';
export { figureOf } from './measured.ts';
export type { Measured } from './measured.ts';
export type { ItemWords } from './sentences.ts';
export { setThreshold } from './threshold.ts';
export { worstPairs } from './worst-pairs.ts';
export type { ScoredPair, WorstPairs } from './worst-pairs.ts';
