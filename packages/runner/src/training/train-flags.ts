import { InvalidArgumentError, Option } from 'commander';
import { numberBetween, positiveNumber, wholeNumber, wholeNumbers } from '../flags/index.ts';
import * as names from './names.ts';
import type { ObjectiveSettings } from './objective.ts';
import type { MachineFlags } from './resume.ts';

/** What `train` is told beside its settings, whatever it trains on. */
export type RunFlags = MachineFlags & {
  readonly seed: number;
  readonly seeds?: readonly number[];
  readonly skipBadItems?: boolean;
  readonly runs: string;
};

/** The settings that the options of every runner are about. */
type Common = ObjectiveSettings & { normalize: boolean; far: number };

/** Makes options of settings, each of which shows what is usual but does not set it, so that a preset can stand between. */
export function settingOptions<Settings extends object>(usual: Settings) {
  return (flags: string, text: string, key: keyof Settings): Option =>
    new Option(flags, `${text} (default: ${String(usual[key])})`);
}

/** The options of what is made small, on which batches, and how. */
export function objectiveOptions(usual: Common): Option[] {
  const setting = settingOptions(usual);
  return [
    setting('--dimensions <n>', 'length of an embedding', 'dimensions').argParser(wholeNumber()),
    setting('--normalize', 'bring embeddings to length 1', 'normalize'),
    new Option('--no-normalize', 'leave embeddings as the network makes them'),
    setting('--distance <name>', 'how embeddings are compared', 'distance').choices(names.distanceNames),
    setting('--loss <name>', 'what is made small', 'loss').choices(names.lossNames),
    setting('--margin <m>', "of a loss that has one; 0: the loss's own", 'margin').argParser(numberBetween(0, 100)),
    setting('--temperature <t>', 'likewise', 'temperature').argParser(numberBetween(0, 100)),
    setting('--scale <s>', 'likewise', 'scale').argParser(numberBetween(0, 1000)),
    setting('--miner <name>', 'which triplets or pairs of a batch of groups count', 'miner').choices(names.minerNames),
    setting('--head <name>', 'with binary-cross-entropy: what turns two embeddings into a logit', 'head').choices(
      names.headNames,
    ),
    setting('--batch <n>', 'pairs, triplets or matched rows of a batch', 'batch').argParser(wholeNumber(2)),
    setting('--classes <n>', 'classes of a batch of groups', 'classes').argParser(wholeNumber(2)),
    setting('--per-class <n>', 'items of each class of a batch of groups', 'perClass').argParser(wholeNumber(2)),
    setting('--optimizer <name>', 'how weights move', 'optimizer').choices(names.optimizerNames),
    setting('--lr, --learning-rate <rate>', 'how far weights move', 'learningRate').argParser(positiveNumber),
    setting('--schedule <name>', 'how the learning rate falls', 'schedule').choices(names.scheduleNames),
    setting('--warmup <steps>', 'steps over which the learning rate rises', 'warmup').argParser(wholeNumber(0)),
    setting('--steps <n>', 'steps of the run; 0: count epochs', 'steps').argParser(wholeNumber(0)),
    setting('--epochs <n>', 'epochs of the run', 'epochs').argParser(wholeNumber()),
    setting('--checkpoint <steps>', 'steps between two checkpoints', 'checkpoint').argParser(wholeNumber()),
    setting('--threshold <distance>', 'a fixed threshold; 0: chosen on items held out', 'threshold').argParser(
      numberBetween(0, 1e9),
    ),
    setting('--far <rate>', 'how many strangers identification may let in, 0 to 1', 'far').argParser(
      numberBetween(0, 1),
    ),
  ];
}

/** The options of `RunFlags`, but for those of the machine. */
export function runOptions(many: string): Option[] {
  return [
    new Option('--seed <n>', 'seed of weights, batches and augmentation').argParser(wholeNumber(0)).default(1),
    new Option('--seeds <n,n,...>', 'run each of these seeds and write one result').argParser(wholeNumbers()),
    new Option('--skip-bad-items', `leave out ${many} that cannot be read instead of stopping`),
    new Option('--resume <run folder>', 'go on where that run was stopped, as it was started'),
    new Option('--runs <folder>', 'where run folders are made').default('runs'),
    new Option('--open', 'open the report when the run is over'),
  ];
}

/** A flag's parser: `none`, or some of the names joined by `+`, each once. */
export function joinedNames(known: readonly string[]): (text: string) => string {
  return (text) => {
    if (text === 'none') return text;
    const wrong = text.split('+').find((name, i, all) => !known.includes(name) || all.indexOf(name) !== i);
    if (wrong === undefined) return text;
    throw new InvalidArgumentError(`It must be none, or some of ${known.join(', ')} joined by +, each once.`);
  };
}

/** The settings among the flags that were typed. */
export function settingsAmong<Settings extends object>(flags: Partial<Settings>, usual: Settings): Partial<Settings> {
  const keys = Object.keys(usual) as (keyof Settings)[];
  return Object.fromEntries(
    keys.filter((key) => flags[key] !== undefined).map((key) => [key, flags[key]]),
  ) as Partial<Settings>;
}

/** Settings in words: `steps 500, network tdnn`. */
export function settingsWords(settings: object): string {
  return Object.entries(settings)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ');
}
