import { addEvaluate, addTrain, addVerbs, createProgram, type MeasureFlags } from '@siamese/runner';
import type { Command } from 'commander';
import { addTrainFlags } from './flags.ts';

/**
 * `train` (also when no verb is typed), the verbs of every modality, and `evaluate`. What a verb needs is loaded when it runs: a
 * mistyped flag is told at once.
 */
export function createCommandLine(): Command {
  const program = createProgram({
    name: 'npm run audio --',
    description: 'Trains, evaluates and uses a siamese network on recordings.',
  });
  addTrain(program, addTrainFlags, async () => (await import('./train.ts')).train);
  addVerbs(program, {
    one: 'recording',
    many: 'recordings',
    load: async () => (await import('./recordings.ts')).recordings,
  });
  addEvaluate(program, 'recordings', 'as for train').action(async (flags: MeasureFlags) =>
    (await import('./verbs/evaluate.ts')).evaluate(flags),
  );
  return program;
}
