/** A page decodes with the browser, which has threads of its own for that. */
export { loadHere as loadElsewhere } from './load.ts';
