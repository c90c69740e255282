import { isNamed } from '../data/names.ts';
import { defaults } from '../defaults.ts';
import type { Preset, Settings } from '../settings.ts';
import { best } from './best.ts';
import { cnn } from './cnn.ts';
import { deepCnn } from './deep-cnn.ts';
import { fashionUnseen } from './fashion-unseen.ts';
import { lenet2d } from './lenet-2d.ts';
import { mlp } from './mlp.ts';

export const presets = {
  best,
  mlp,
  cnn,
  'deep-cnn': deepCnn,
  'lenet-2d': lenet2d,
  'fashion-unseen': fashionUnseen,
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;

/** The defaults, then the preset, then what the preset says of this data set (`folder`: of one's own), then what was typed. */
export function settingsOf(name: PresetName, typed: Partial<Settings>): Settings {
  const { for: perData, ...preset }: Preset = presets[name];
  const data = typed.data ?? preset.data ?? defaults.data;
  const settings = { ...defaults, ...preset, ...perData?.[isNamed(data) ? data : 'folder'], ...typed };
  // Whoever types epochs does not want the preset's steps.
  if (typed.epochs !== undefined && typed.steps === undefined) settings.steps = 0;
  return settings;
}
