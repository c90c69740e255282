import { runToExit } from '@siamese/runner';
import { createCommandLine } from './command-line.ts';

await runToExit(() => createCommandLine().parseAsync());
