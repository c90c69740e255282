import type { Command } from 'commander';
import { UsageError } from '../errors/index.ts';
import { checkResume, typedCommand } from '../training/index.ts';

/**
 * Adds `train`, which also runs where no verb is typed.
 *
 * @param addFlags the modality's flags
 * @param load what trains, loaded when it runs: a mistyped flag is told at once; it is given the command as it was typed
 */
export function addTrain<Flags>(
  program: Command,
  addFlags: (command: Command) => Command,
  load: () => Promise<(flags: Flags, asTyped: string) => Promise<void>>,
): void {
  const starts = program.name();
  program.addHelpText('after', `\nWithout a verb it trains. All flags of a verb: ${starts} <verb> --help`);
  addFlags(program.command('train', { isDefault: true }).description('train, evaluate, and keep the model'))
    .allowExcessArguments(true)
    .action(async (flags: Flags, command: Command) => {
      // Whatever is no verb lands here, because train is what runs when no verb is typed.
      const [unknown] = command.args;
      const verbs = program.commands.map((one) => one.name()).join(', ');
      if (unknown !== undefined) throw new UsageError(`unknown verb '${unknown}'; the verbs are ${verbs}`);
      checkResume(command);
      await (
        await load()
      )(flags, typedCommand(starts));
    });
}
