export { exitCodeOf, runToExit } from './exit.ts';
export { sentence } from './sentence.ts';
export { UsageError } from './usage-error.ts';
