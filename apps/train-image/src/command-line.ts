import {
  addMachineFlags,
  addUseFlags,
  addVerbs,
  checkResume,
  createProgram,
  numberBetween,
  UsageError,
  wholeNumber,
  type EvaluateFlags as ModelFlags,
  type UseFlags,
} from '@siamese/runner';
import { Option, type Command } from 'commander';
import { addTrainFlags, type TrainFlags } from './flags.ts';

/** What `losses` was told. */
export type LossesFlags = Pick<UseFlags, 'backend' | 'threads'> & { out: string; folder: string; only?: string[] };
export type EvaluateFlags = ModelFlags & {
  data: string;
  seed: number;
  crop?: boolean;
  all?: boolean;
  unseen: number;
  far: number;
};

/**
 * `train` (also when no verb is typed), the verbs of every modality, `evaluate` and `losses`. What a verb needs is loaded when
 * it runs: a mistyped flag is told at once.
 */
export function createCommandLine(): Command {
  const program = createProgram({
    name: 'npm start --',
    description: 'Trains, evaluates and uses a siamese network on pictures.',
  });
  program.addHelpText('after', '\nWithout a verb it trains. All flags of a verb: npm start -- <verb> --help');

  addTrainFlags(program.command('train', { isDefault: true }).description('train, evaluate, and keep the model'))
    .allowExcessArguments(true)
    .action(async (flags: TrainFlags, command: Command) => {
      // Whatever is no verb lands here, because train is what runs when no verb is typed.
      const [unknown] = command.args;
      if (unknown !== undefined) throw new UsageError(`unknown verb '${unknown}'; the verbs are ${verbs(program)}`);
      checkResume(command);
      await (await import('./verbs/train.ts')).train(flags);
    });

  addVerbs(program, {
    one: 'picture',
    many: 'pictures',
    load: async () => (await import('./pictures.ts')).pictures,
  });

  addUseFlags(program.command('evaluate').description('measure a model on a data set'), 'pictures')
    .addOption(
      new Option(
        '--data <name|folder|csv>',
        "as for train, or omniglot-runs: Lake's 20 runs, 20-way 1-shot",
      ).makeOptionMandatory(),
    )
    .addOption(new Option('--seed <n>', 'seed of the split').argParser(wholeNumber(0)).default(1))
    .addOption(new Option('--against <model>', 'another model or run: say what differs by more than chance'))
    .addOption(new Option('--all', 'a folder or table of your own: all of it, for a model that was not trained on it'))
    .addOption(
      new Option('--unseen <n>', 'mnist, fashion-mnist: the last n classes alone').argParser(wholeNumber(0)).default(0),
    )
    .addOption(new Option('--crop', 'omniglot: crop drawings to their ink'))
    .addOption(
      new Option('--far <rate>', 'how many strangers may be let in').argParser(numberBetween(0, 1)).default(0.01),
    )
    .action(async (flags: EvaluateFlags) => (await import('./verbs/evaluate.ts')).evaluate(flags));

  addMachineFlags(
    program
      .command('losses')
      .description('train every loss alike on scribbles, and write a table; called again, it goes on where it stopped')
      .addOption(new Option('--out <file.json>', 'where the table goes').makeOptionMandatory())
      .addOption(new Option('--folder <folder>', 'where trainings that are done are kept').default('runs/losses'))
      .addOption(new Option('--only <names...>', 'these rows alone')),
  ).action(async (flags: LossesFlags) => (await import('./verbs/losses.ts')).losses(flags));

  return program;
}

function verbs(program: Command): string {
  return program.commands.map((command) => command.name()).join(', ');
}
