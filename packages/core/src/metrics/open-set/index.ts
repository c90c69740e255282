export { dirAtFar } from './dir-at-far.ts';
export { openSetCurve } from './open-set-curve.ts';
export type { OpenSetCurve } from './open-set-curve.ts';
export { openSetFigure } from './open-set-figures.ts';
export type { OpenSetFigureOptions } from './open-set-figures.ts';
export { openSetAt, openSetTrial, strangerAuroc, thresholdForStrangers } from './open-set.ts';
export type { OpenSetTrial, Searches } from './open-set.ts';
export { oscr } from './oscr.ts';
