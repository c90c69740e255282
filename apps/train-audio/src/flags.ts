import {
  addMachineFlags,
  type BackendName,
  distanceNames,
  headNames,
  lossNames,
  minerNames,
  numberBetween,
  optimizerNames,
  positiveNumber,
  scheduleNames,
  wholeNumber,
  wholeNumbers,
} from '@siamese/runner';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { defaults } from './defaults.ts';
import { presets, settingsOf, type PresetName } from './presets/index.ts';
import { augmentNames, frontEndNames, networkNames, type Settings } from './settings.ts';

/** What `train` was told: settings, and how to run. */
export type TrainFlags = Partial<Settings> & {
  preset?: PresetName;
  seed: number;
  seeds?: readonly number[];
  skipBadItems?: boolean;
  /** The folder of a run to go on with, as it was started. */
  resume?: string;
  open?: boolean;
  runs: string;
  backend?: BackendName;
  threads?: number;
};

const usual = settingsOf('voices', {});

/** An option of a setting: its default is shown but not set, so that a preset can stand between. */
function setting(flags: string, text: string, key: keyof Settings): Option {
  return new Option(flags, `${text} (default: ${String(usual[key])})`);
}

/** All flags of `train`. */
export function addTrainFlags(command: Command): Command {
  const options = [
    setting(
      '--data <name|folder|csv>',
      'voices, librispeech-mini, fsdd-speakers, fsdd-digits, a folder with a folder of recordings for each speaker, or a CSV with the columns path and label',
      'data',
    ),
    new Option(
      '--preset <name>',
      'settings to start from, see below (default: that of the data; of your own: own)',
    ).choices(Object.keys(presets)),
    new Option('--seed <n>', 'seed of weights, batches and augmentation').argParser(wholeNumber(0)).default(1),
    new Option('--seeds <n,n,...>', 'run each of these seeds and write one result').argParser(wholeNumbers()),
    setting('--data-seed <n>', 'seed of the data set voices, and of who is held out', 'dataSeed').argParser(
      wholeNumber(0),
    ),
    setting('--rate <hertz>', 'samples a second that everything is brought to', 'rate').argParser(wholeNumber(4000)),
    setting('--front-end <name>', 'what the network is given of a recording', 'frontEnd').choices(frontEndNames),
    setting('--normalise <how>', 'crops to mean 0 and deviation 1: each mel band, all of them', 'normalise').choices([
      'none',
      'perBand',
      'all',
    ]),
    setting('--network <name>', 'what embeds', 'network').choices(networkNames),
    setting('--dimensions <n>', 'length of an embedding', 'dimensions').argParser(wholeNumber()),
    setting('--width <n>', 'channels of tdnn', 'width').argParser(wholeNumber()),
    setting('--seconds <s>', 'length of the crops that are trained on', 'seconds').argParser(numberBetween(0.1, 3600)),
    setting('--inference <how>', 'what stands for a recording once trained', 'inference').choices([
      'whole',
      'windows',
      'centre',
    ]),
    setting('--trim <decibels>', 'cut silence at both ends: so far below the loudest; 0: not', 'trim').argParser(
      numberBetween(0, 200),
    ),
    setting('--normalize', 'bring embeddings to length 1', 'normalize'),
    new Option('--no-normalize', 'leave embeddings as the network makes them'),
    setting('--distance <name>', 'how embeddings are compared', 'distance').choices(distanceNames),
    setting(
      '--augment <names>',
      `how training recordings are varied: ${augmentNames.join(', ')}, or several joined by +`,
      'augment',
    ).argParser(augmentOf),
    setting('--speeds <n+n>', 'speeds at which each speaker is another one: 0.9+1.1', 'speeds').argParser(speedsOf),
    setting('--loss <name>', 'what is made small', 'loss').choices(lossNames),
    setting('--margin <m>', "of a loss that has one; 0: the loss's own", 'margin').argParser(numberBetween(0, 100)),
    setting('--temperature <t>', 'likewise', 'temperature').argParser(numberBetween(0, 100)),
    setting('--scale <s>', 'likewise', 'scale').argParser(numberBetween(0, 1000)),
    setting('--miner <name>', 'which triplets or pairs of a batch of groups count', 'miner').choices(minerNames),
    setting('--head <name>', 'with binary-cross-entropy: what turns two embeddings into a logit', 'head').choices(
      headNames,
    ),
    setting('--batch <n>', 'pairs, triplets or matched rows of a batch', 'batch').argParser(wholeNumber(2)),
    setting('--classes <n>', 'speakers of a batch of groups', 'classes').argParser(wholeNumber(2)),
    setting('--per-class <n>', 'recordings, or crops, of each speaker of a batch', 'perClass').argParser(
      wholeNumber(2),
    ),
    setting('--optimizer <name>', 'how weights move', 'optimizer').choices(optimizerNames),
    setting('--lr, --learning-rate <rate>', 'how far weights move', 'learningRate').argParser(positiveNumber),
    setting('--schedule <name>', 'how the learning rate falls', 'schedule').choices(scheduleNames),
    setting('--warmup <steps>', 'steps over which the learning rate rises', 'warmup').argParser(wholeNumber(0)),
    setting('--steps <n>', 'steps of the run; 0: count epochs', 'steps').argParser(wholeNumber(0)),
    setting('--epochs <n>', 'epochs of the run', 'epochs').argParser(wholeNumber()),
    setting('--threshold <distance>', 'a fixed threshold; 0: chosen on recordings held out', 'threshold').argParser(
      numberBetween(0, 1e9),
    ),
    setting('--far <rate>', 'how many strangers identification may let in, 0 to 1', 'far').argParser(
      numberBetween(0, 1),
    ),
    new Option('--skip-bad-items', 'leave out recordings that cannot be read instead of stopping'),
    new Option('--resume <run folder>', 'go on where that run was stopped, as it was started'),
    new Option('--runs <folder>', 'where run folders are made').default('runs'),
    new Option('--open', 'open the report when the run is over'),
  ];
  for (const option of options) command.addOption(option);
  return addMachineFlags(command).addHelpText('after', `\n${presetsText()}`);
}

function augmentOf(text: string): string {
  const known: readonly string[] = augmentNames;
  if (text === 'none') return text;
  const wrong = text.split('+').find((name, i, all) => !known.includes(name) || all.indexOf(name) !== i);
  if (wrong === undefined) return text;
  throw new InvalidArgumentError(`It must be none, or some of ${known.join(', ')} joined by +, each once.`);
}

function speedsOf(text: string): string {
  if (text === 'none') return text;
  const wrong = text.split('+').some((speed) => !(Number(speed) >= 0.5 && Number(speed) <= 2 && Number(speed) !== 1));
  if (!wrong) return text;
  throw new InvalidArgumentError('It must be none, or numbers from 0.5 to 2 other than 1, joined by +.');
}

/** Each preset by what differs from the defaults. */
function presetsText(): string {
  const lines = Object.entries(presets).map(
    ([name, settings]) =>
      `  ${name}: ${Object.entries(settings)
        .map(([key, value]) => `${key} ${String(value)}`)
        .join(', ')}`,
  );
  return `Presets, by what differs from defaults.ts (the defaults above are those of voices):\n${lines.join('\n')}\n`;
}

/** The settings among the flags that were typed. */
export function typedSettings(flags: TrainFlags): Partial<Settings> {
  const keys = Object.keys(defaults) as (keyof Settings)[];
  return Object.fromEntries(keys.filter((key) => flags[key] !== undefined).map((key) => [key, flags[key]]));
}
