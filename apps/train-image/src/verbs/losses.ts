import { announce, chooseBackend, typedCommand, UsageError } from '@siamese/runner';
import type { LossesFlags } from '../command-line.ts';
import { loadData } from '../data/load.ts';
import { defaults } from '../defaults.ts';
import { compareLosses } from '../study/compare-losses.ts';
import { rows } from '../study/rows.ts';

/** Trains every loss alike on scribbles and writes a table of what each reached. */
export async function losses(flags: LossesFlags): Promise<void> {
  const only = flags.only ?? [];
  const known = rows.map(({ name }) => name);
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(`--only: there is no ${unknown.join(', ')}; there are ${known.join(', ')}`);
  }
  const { name, line } = await chooseBackend(flags);
  announce('backend', line);
  const data = await loadData('scribbles', {
    seed: defaults.dataSeed,
    skipBad: false,
    crop: false,
    unseen: 0,
    holdOut: true,
  });
  await compareLosses(data, {
    out: flags.out,
    folder: flags.folder,
    only,
    backend: name,
    command: typedCommand('npm start --'),
  });
}
