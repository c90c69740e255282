import { defaults } from '../defaults.ts';
import type { Preset, Settings } from '../settings.ts';
import { fsddDigits } from './fsdd-digits.ts';
import { fsddSpeakers } from './fsdd-speakers.ts';
import { ge2e } from './ge2e.ts';
import { librispeechMini } from './librispeech-mini.ts';
import { own } from './own.ts';
import { seed000 } from './seed-000.ts';
import { voices } from './voices.ts';

export const presets = {
  voices,
  own,
  'librispeech-mini': librispeechMini,
  'fsdd-speakers': fsddSpeakers,
  'fsdd-digits': fsddDigits,
  'seed-000': seed000,
  ge2e,
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

/** The preset that suits a data set where none was typed: its own, or that of folders. */
export function presetFor(data: string | undefined): PresetName {
  if (data === undefined) return 'voices';
  return data in presets ? (data as PresetName) : 'own';
}

/** The defaults, then the preset, then what was typed. */
export function settingsOf(name: PresetName, typed: Partial<Settings>): Settings {
  const settings = { ...defaults, ...presets[name], ...typed };
  // Whoever types epochs does not want the preset's steps.
  return typed.epochs !== undefined && typed.steps === undefined ? { ...settings, steps: 0 } : settings;
}
