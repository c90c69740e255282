/** A page decodes in its own thread: it has no files to read, and what it plays or records it holds already. */
export { doHere as doElsewhere } from './do-here.ts';
