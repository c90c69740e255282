export { decodeOrSay } from './decode-or-say.ts';
export { ownFiles } from './own-files.ts';
export type { OwnSources } from './own-files.ts';
export { allOf, splitOwn } from './split-own.ts';
export type { Split } from './split-own.ts';
