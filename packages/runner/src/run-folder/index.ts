export { createRunFolder } from './create.ts';
export { findModel } from './latest.ts';
export { openLines } from './lines.ts';
export type { LineFile } from './lines.ts';
export { joinSeeds } from './result.ts';
export type { Result, ResultFigure, SeedFigure } from './result.ts';
export { versionsOf } from './versions.ts';
