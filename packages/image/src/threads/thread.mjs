/* Node 20 starts no thread from a TypeScript file: this one lets it be read first. In the published package the entry is thread.js. */
import { register } from 'tsx/esm/api';

register();
const { default: answer } = await import('./thread.ts');
export default answer;
