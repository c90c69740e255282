export { cllr, minCllr } from './cllr.ts';
export { fitIsotonic } from './isotonic.ts';
export type { Isotonic } from './isotonic.ts';
export { fitPlatt } from './platt.ts';
export type { Platt } from './platt.ts';
export { logLikelihoodRatio, probabilityOfSame } from './score-calibration.ts';
export type { ScoreCalibration } from './score-calibration.ts';
