import {
  addUseFlags,
  addVerbs,
  checkResume,
  createProgram,
  numberBetween,
  UsageError,
  wholeNumber,
  type EvaluateFlags as ModelFlags,
} from '@siamese/runner';
import { Option, type Command } from 'commander';
import { addTrainFlags, type TrainFlags } from './flags.ts';

export type EvaluateFlags = ModelFlags & { data: string; seed: number; all?: boolean; far: number };

/**
 * `train` (also when no verb is typed), the verbs of every modality, and `evaluate`. What a verb needs is loaded when it runs: a
 * mistyped flag is told at once.
 */
export function createCommandLine(): Command {
  const program = createProgram({
    name: 'npm run audio --',
    description: 'Trains, evaluates and uses a siamese network on recordings.',
  });
  program.addHelpText('after', '\nWithout a verb it trains. All flags of a verb: npm run audio -- <verb> --help');

  addTrainFlags(program.command('train', { isDefault: true }).description('train, evaluate, and keep the model'))
    .allowExcessArguments(true)
    .action(async (flags: TrainFlags, command: Command) => {
      // Whatever is no verb lands here, because train is what runs when no verb is typed.
      const [unknown] = command.args;
      const verbs = program.commands.map((one) => one.name()).join(', ');
      if (unknown !== undefined) throw new UsageError(`unknown verb '${unknown}'; the verbs are ${verbs}`);
      checkResume(command);
      await (await import('./verbs/train.ts')).train(flags);
    });

  addVerbs(program, {
    one: 'recording',
    many: 'recordings',
    load: async () => (await import('./recordings.ts')).recordings,
  });

  addUseFlags(program.command('evaluate').description('measure a model on a data set'), 'recordings')
    .addOption(new Option('--data <name|folder|csv>', 'as for train').makeOptionMandatory())
    .addOption(new Option('--seed <n>', 'seed of the split').argParser(wholeNumber(0)).default(1))
    .addOption(new Option('--against <model>', 'another model or run: say what differs by more than chance'))
    .addOption(new Option('--all', 'a folder or table of your own: all of it, for a model that was not trained on it'))
    .addOption(
      new Option('--far <rate>', 'how many strangers may be let in').argParser(numberBetween(0, 1)).default(0.01),
    )
    .action(async (flags: EvaluateFlags) => (await import('./verbs/evaluate.ts')).evaluate(flags));

  return program;
}
