import { type Command, Option } from 'commander';
import { numberBetween, wholeNumber } from '../flags/index.ts';
import { addUseFlags } from './add-verbs.ts';
import type { EvaluateFlags } from './evaluate.ts';

/** What `evaluate` was told, whatever is evaluated. */
export type MeasureFlags = EvaluateFlags & { data: string; seed: number; all?: boolean; far: number };

/**
 * Adds `evaluate` and the flags of every modality; the caller adds its own, and what it does.
 *
 * @param data what the help says of `--data`
 */
export function addEvaluate(program: Command, many: string, data: string): Command {
  return addUseFlags(program.command('evaluate').description('measure a model on a data set'), many)
    .addOption(new Option('--data <name|folder|csv>', data).makeOptionMandatory())
    .addOption(new Option('--seed <n>', 'seed of the split').argParser(wholeNumber(0)).default(1))
    .addOption(new Option('--against <model>', 'another model or run: say what differs by more than chance'))
    .addOption(new Option('--all', 'a folder or table of your own: all of it, for a model that was not trained on it'))
    .addOption(
      new Option('--far <rate>', 'how many strangers may be let in').argParser(numberBetween(0, 1)).default(0.01),
    );
}
