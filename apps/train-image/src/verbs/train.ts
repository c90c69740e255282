import { typedCommand } from '@siamese/runner';
import type { TrainFlags } from '../flags.ts';
import { train as run } from '../train.ts';
import { pictures } from '../pictures.ts';

/** Trains as the flags say; the command as it was typed stands beside the result. */
export async function train(flags: TrainFlags): Promise<void> {
  await run(flags, typedCommand(pictures.starts));
}
