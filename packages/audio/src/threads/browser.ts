export { doHere as doElsewhere } from './do-here.ts';
