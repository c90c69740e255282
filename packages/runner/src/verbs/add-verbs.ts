import { Option, type Command } from 'commander';
import { addMachineFlags, numberBetween, realNumber, wholeNumber } from '../flags/index.ts';
import type { Modality } from '../modality.ts';
import type { ClusterFlags } from './cluster.ts';
import type { EmbedFlags } from './embed.ts';
import type { IdentifyFlags } from './identify.ts';
import type { ReportFlags } from './report.ts';
import type { SearchFlags } from './search.ts';
import type { UseFlags } from './use-model.ts';

/** Adds the flags of a verb that uses a model. */
export function addUseFlags(command: Command, many: string): Command {
  return addMachineFlags(
    command
      .addOption(new Option('--model <folder>', 'a model or a run (default: the latest run)'))
      .addOption(new Option('--runs <folder>', 'where run folders are looked for').default('runs'))
      .addOption(new Option('--skip-bad-items', `leave out ${many} that cannot be read instead of stopping`)),
  );
}

/** How a modality's verbs are described, and how it is loaded when one runs: a mistyped flag is told at once. */
export type VerbsOf<Item> = {
  readonly one: string;
  readonly many: string;
  readonly load: () => Promise<Modality<Item>>;
};

/** Adds the verbs that every modality has: `compare`, `verify`, `identify`, `search`, `cluster`, `embed` and `report`. */
export function addVerbs<Item>(program: Command, { one, many, load }: VerbsOf<Item>): void {
  const verb = (name: string, does: string): Command => addUseFlags(program.command(name).description(does), many);

  verb('compare', `tell whether two ${many} are of the same`)
    .argument('<a>', `a ${one}`)
    .argument('<b>', `another ${one}`)
    .action(async (a: string, b: string, flags: UseFlags) =>
      (await import('./compare.ts')).compare(await load(), a, b, flags),
    );

  verb('verify', 'the same for programs: exit code 0 same, 3 different; fails where the model has no threshold')
    .argument('<a>', `a ${one}`)
    .argument('<b>', `another ${one}`)
    .action(async (a: string, b: string, flags: UseFlags) => {
      if (!(await (await import('./compare.ts')).verify(await load(), a, b, flags))) process.exitCode = 3;
    });

  verb('identify', `tell who a ${one} is of, or that it is a stranger`)
    .argument(`<${many}...>`, `the ${many} in question`)
    .addOption(
      new Option(
        '--gallery <folder|file>',
        `a folder with a folder of ${many} for each class, or a saved gallery`,
      ).makeOptionMandatory(),
    )
    .addOption(
      new Option('--strangers <folder>', `${many} of others, to choose the threshold (default: those training left)`),
    )
    .addOption(
      new Option('--far <rate>', 'how many of them may be let in').argParser(numberBetween(0, 1)).default(0.01),
    )
    .addOption(new Option('--save-gallery <file>', 'save who is known, to be asked again without the folder'))
    .action(async (paths: string[], flags: IdentifyFlags) =>
      (await import('./identify.ts')).identify(await load(), paths, flags),
    );

  verb('search', `find the ${many} of a folder that are most alike, and write a page of them`)
    .argument(`<${many}...>`, 'what to look for')
    .addOption(new Option('--in <folder>', `${many}, in folders of any depth`).makeOptionMandatory())
    .addOption(new Option('--k <n>', 'how many of each').argParser(wholeNumber()).default(10))
    .addOption(new Option('--out <folder>', 'where search.html goes').default('.'))
    .action(async (paths: string[], flags: SearchFlags) =>
      (await import('./search.ts')).search(await load(), paths, flags),
    );

  verb('cluster', `group the ${many} of a folder, say what is unsure, and write a page of them`)
    .argument('<folder>', `${many}, in folders of any depth`)
    .addOption(
      new Option('--k <n>', 'how many groups (default: as many as there are)')
        .argParser(wholeNumber())
        .conflicts(['threshold', 'smallest']),
    )
    .addOption(
      new Option('--threshold <score>', "from which score two are alike (default: the model's)").argParser(realNumber),
    )
    .addOption(new Option('--smallest <n>', 'the least size of a group').argParser(wholeNumber()))
    .addOption(new Option('--csv', 'write groups.csv too'))
    .addOption(new Option('--out <folder>', 'where groups.html goes').default('.'))
    .action(async (folder: string, flags: ClusterFlags) =>
      (await import('./cluster.ts')).cluster(await load(), folder, flags),
    );

  verb('embed', `write the embeddings of all ${many} of a folder`)
    .argument('<folder>', `${many}, in folders of any depth`)
    .addOption(
      new Option(
        '--out <file>',
        'where: .npy (its keys go to <file>.keys.csv), .csv, or .parquet (a folder of parts); what is there is gone on with',
      ).makeOptionMandatory(),
    )
    .action(async (folder: string, flags: EmbedFlags) =>
      (await import('./embed.ts')).embed(await load(), folder, flags),
    );

  program
    .command('report')
    .description('write a page that compares runs: their figures side by side, and their curves')
    .argument('<runs...>', 'run folders, finished or not, or result.json files')
    .addOption(new Option('--out <folder>', 'where runs.html goes').default('.'))
    .addOption(new Option('--open', 'open the page'))
    .addOption(new Option('--verbose', 'show where an error came from'))
    .action(async (runs: string[], flags: ReportFlags) =>
      (await import('./report.ts')).report(await load(), runs, flags),
    );
}
