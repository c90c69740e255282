import { Command, Option } from 'commander';
import { backendNames } from '../backend/names.ts';
import { wholeNumber } from './values.ts';

/**
 * A command line whose usage errors are thrown (commander would end the process with 1 itself), that names the nearest
 * known flag and shows defaults in its help. Verbs are added with `.command()`, which copies these settings.
 */
export function createProgram(o: { name: string; description: string }): Command {
  const program = new Command(o.name);
  program
    .description(o.description)
    .exitOverride()
    .showSuggestionAfterError(true)
    .configureOutput({ outputError: (text, write) => write(text.replace(/\n(?=.)/g, ' ')) })
    .helpCommand(false);
  return program;
}

/** The flags that every verb of every runner has: which backend, how many threads, stack traces. */
export function addMachineFlags(command: Command): Command {
  return command
    .addOption(
      new Option('--backend <name>', 'what computes (default: the fastest that is there)').choices(backendNames),
    )
    .addOption(new Option('--threads <n>', 'threads of the backend (default: all cores)').argParser(wholeNumber()))
    .addOption(new Option('--verbose', 'show where an error came from'));
}
