/* Node 20 starts no thread from a TypeScript file: this one lets it be read first. */
import { register } from 'tsx/esm/api';

register();
await import('./log-mel-thread.ts');
