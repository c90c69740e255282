export { alone } from './alone.ts';
export { type Answer, answering } from './answering.ts';
export { inThreads } from './in-threads.ts';
