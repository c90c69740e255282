export { fromIterable, type LabelledItem } from './from-iterable.ts';
export { inParallel } from './in-parallel.ts';
export { parsePreparation } from './parse-preparation.ts';
export { readAll, type ReadAll, type ReadAllOptions } from './read-all.ts';
export { recentlyUsed, type RecentlyUsed } from './recently-used.ts';
