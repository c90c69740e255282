import {
  addMachineFlags,
  joinedNames,
  numberBetween,
  objectiveOptions,
  runOptions,
  settingOptions,
  settingsAmong,
  settingsWords,
  wholeNumber,
  type RunFlags,
} from '@siamese/runner';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { defaults } from './defaults.ts';
import { presets, settingsOf, type PresetName } from './presets/index.ts';
import { augmentNames, frontEndNames, networkNames, type Settings } from './settings.ts';

/** What `train` was told: settings, and how to run. */
export type TrainFlags = Partial<Settings> & RunFlags & { preset?: PresetName };

const usual = settingsOf('voices', {});
const setting = settingOptions(usual);

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
    setting(
      '--augment <names>',
      `how training recordings are varied: ${augmentNames.join(', ')}, or several joined by +`,
      'augment',
    ).argParser(joinedNames(augmentNames)),
    setting('--speeds <n+n>', 'speeds at which each speaker is another one: 0.9+1.1', 'speeds').argParser(speedsOf),
    ...objectiveOptions(usual),
    ...runOptions('recordings'),
  ];
  for (const option of options) command.addOption(option);
  return addMachineFlags(command).addHelpText('after', `\n${presetsText()}`);
}

function speedsOf(text: string): string {
  if (text === 'none') return text;
  const wrong = text.split('+').some((speed) => !(Number(speed) >= 0.5 && Number(speed) <= 2 && Number(speed) !== 1));
  if (!wrong) return text;
  throw new InvalidArgumentError('It must be none, or numbers from 0.5 to 2 other than 1, joined by +.');
}

/** Each preset by what differs from the defaults. */
function presetsText(): string {
  const lines = Object.entries(presets).map(([name, settings]) => `  ${name}: ${settingsWords(settings)}`);
  return `Presets, by what differs from defaults.ts (the defaults above are those of voices):\n${lines.join('\n')}\n`;
}

/** The settings among the flags that were typed. */
export function typedSettings(flags: TrainFlags): Partial<Settings> {
  return settingsAmong<Settings>(flags, defaults);
}
