export { batchAll } from './batch-all.ts';
export { batchHard } from './batch-hard.ts';
export type { Mined, Miner } from './miner.ts';
export { semiHard } from './semi-hard.ts';
