import type { TrainFlags } from '../flags.ts';
import { train as run } from '../train.ts';

/** Trains as the flags say; the command as it was typed stands beside the result. */
export async function train(flags: TrainFlags): Promise<void> {
  const typed = process.argv.slice(2).map((part) => (/[^\w./\\:@=,+-]/.test(part) ? `"${part}"` : part));
  await run(flags, ['npm start', ...(typed.length > 0 ? ['--', ...typed] : [])].join(' '));
}
