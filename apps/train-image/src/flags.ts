import {
  addMachineFlags,
  joinedNames,
  objectiveOptions,
  runOptions,
  settingOptions,
  settingsAmong,
  settingsWords,
  wholeNumber,
  type RunFlags,
} from '@siamese/runner';
import { Option, type Command } from 'commander';
import { defaults } from './defaults.ts';
import { presets, settingsOf, type PresetName } from './presets/index.ts';
import * as names from './settings.ts';
import type { Settings } from './settings.ts';

/** What `train` was told: settings, and how to run. */
export type TrainFlags = Partial<Settings> & RunFlags & { preset: PresetName; animation?: boolean };

const usual = settingsOf('best', {});
const setting = settingOptions(usual);

/** All flags of `train`. */
export function addTrainFlags(command: Command): Command {
  const options = [
    setting(
      '--data <name|folder|csv>',
      'scribbles, mnist, fashion-mnist, omniglot, a folder of class folders, or a CSV with the columns path and label',
      'data',
    ),
    new Option('--preset <name>', 'settings to start from, see below').choices(Object.keys(presets)).default('best'),
    setting('--data-seed <n>', 'seed of the data set scribbles', 'dataSeed').argParser(wholeNumber(0)),
    setting('--size <pixels>', 'side of the pictures; 0: 28 for characters, 64 for photographs', 'size').argParser(
      sizeOf,
    ),
    setting('--crop', 'omniglot: crop drawings to their ink', 'crop'),
    setting('--unseen <n>', 'mnist, fashion-mnist: keep the last n classes for the test', 'unseen').argParser(
      wholeNumber(0),
    ),
    setting('--network <name>', 'what embeds', 'network').choices(names.networkNames),
    setting('--embedding <layer>', 'the layer that embeds once trained: last, or one by its name', 'embedding'),
    setting(
      '--augment <names>',
      `how training pictures are varied: ${names.augmentNames.join(', ')}, or several joined by +`,
      'augment',
    ).argParser(joinedNames(names.augmentNames)),
    ...objectiveOptions(usual),
    ...runOptions('pictures'),
    new Option('--animation', 'with two dimensions: an animated picture of where the test items lie, a frame an epoch'),
  ];
  for (const option of options) command.addOption(option);
  return addMachineFlags(command).addHelpText('after', `\n${presetsText()}`);
}

function sizeOf(text: string): number {
  const size = wholeNumber(0)(text);
  return size === 0 ? 0 : wholeNumber(8)(text);
}

/** Each preset by what differs from the defaults. */
function presetsText(): string {
  const lines = Object.entries(presets).flatMap(([name, { for: perData, ...rest }]: [string, names.Preset]) => [
    `  ${name}: ${settingsWords(rest)}`,
    ...Object.entries(perData ?? {}).map(([data, settings]) => `    with ${data}: ${settingsWords(settings)}`),
  ]);
  return `Presets, by what differs from defaults.ts (the defaults above are those of best on scribbles):\n${lines.join('\n')}\n`;
}

/** The settings among the flags that were typed. */
export function typedSettings(flags: TrainFlags): Partial<Settings> {
  return settingsAmong<Settings>(flags, defaults);
}
