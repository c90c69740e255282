import {
  addEvaluate,
  addMachineFlags,
  addTrain,
  addVerbs,
  createProgram,
  wholeNumber,
  type MeasureFlags,
  type UseFlags,
} from '@siamese/runner';
import { Option, type Command } from 'commander';
import { addTrainFlags } from './flags.ts';

/** What `losses` was told. */
export type LossesFlags = Pick<UseFlags, 'backend' | 'threads'> & { out: string; folder: string; only?: string[] };
/** What `survive` was told. */
export type SurviveFlags = {
  count: number;
  first: number;
  steps: number;
  checkpoint: number;
  jobs: number;
  folder: string;
  network?: string;
};
export type EvaluateFlags = MeasureFlags & { crop?: boolean; unseen: number };

/**
 * `train` (also when no verb is typed), the verbs of every modality, `evaluate`, and the studies `losses` and `survive`. What a
 * verb needs is loaded when it runs: a mistyped flag is told at once.
 */
export function createCommandLine(): Command {
  const program = createProgram({
    name: 'npm start --',
    description: 'Trains, evaluates and uses a siamese network on pictures.',
  });
  addTrain(program, addTrainFlags, async () => (await import('./train.ts')).train);
  addVerbs(program, {
    one: 'picture',
    many: 'pictures',
    load: async () => (await import('./pictures.ts')).pictures,
  });

  addEvaluate(program, 'pictures', "as for train, or omniglot-runs: Lake's 20 runs, 20-way 1-shot")
    .addOption(
      new Option('--unseen <n>', 'mnist, fashion-mnist: the last n classes alone').argParser(wholeNumber(0)).default(0),
    )
    .addOption(new Option('--crop', 'omniglot: crop drawings to their ink'))
    .action(async (flags: EvaluateFlags) => (await import('./verbs/evaluate.ts')).evaluate(flags));

  addMachineFlags(
    program
      .command('losses')
      .description('train every loss alike on scribbles, and write a table; called again, it goes on where it stopped')
      .addOption(new Option('--out <file.json>', 'where the table goes').makeOptionMandatory())
      .addOption(new Option('--folder <folder>', 'where trainings that are done are kept').default('runs/losses'))
      .addOption(new Option('--only <names...>', 'these rows alone')),
  ).action(async (flags: LossesFlags) => (await import('./verbs/losses.ts')).losses(flags));

  program
    .command('survive')
    .description(
      'kill short runs on some scribbles at chance moments, resume them, and count those that end as if nothing was',
    )
    .addOption(new Option('--count <n>', 'how many runs').argParser(wholeNumber()).default(100))
    .addOption(
      new Option('--first <n>', 'the number of the first; it decides when it is killed')
        .argParser(wholeNumber(0))
        .default(1),
    )
    .addOption(new Option('--steps <n>', 'steps of a run').argParser(wholeNumber()).default(200))
    .addOption(new Option('--checkpoint <steps>', 'steps between two checkpoints').argParser(wholeNumber()).default(20))
    .addOption(new Option('--jobs <n>', 'runs at a time, each on one thread').argParser(wholeNumber()).default(1))
    .addOption(new Option('--network <name>', "what embeds (default: the preset's)"))
    .addOption(new Option('--folder <folder>', 'where the runs lie meanwhile').default('runs/survive'))
    .action(async (flags: SurviveFlags) => (await import('./verbs/survive.ts')).survive(flags));

  return program;
}
