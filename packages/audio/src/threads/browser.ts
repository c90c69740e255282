/** A page does its tasks in its own thread: to start another one takes a file of its own, which only its bundler can make. */
export { doHere as doElsewhere } from './do-here.ts';
