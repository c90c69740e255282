import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Figure } from '@siamese/core';
import { writeFileAtomic } from '@siamese/core/node';
import {
  fromHere,
  joinSeeds,
  openLines,
  percent,
  print,
  readLines,
  shown,
  versionsOf,
  type Result,
  type ResultFigure,
} from '@siamese/runner';
import type { DataSet } from '../data/data-set.ts';
import { settingsOf } from '../presets/index.ts';
import type { Settings } from '../settings.ts';
import { alike, rows, type Row } from './rows.ts';
import { trainOnce } from './train-once.ts';

const seeds = [1, 2, 3];

/** One training: of a trial, or of a seed with the trial that was best. */
type Run = {
  readonly row: string;
  readonly trial: number;
  readonly seed: number;
  readonly on: 'calibration' | 'test';
  readonly eer: Figure;
};

/**
 * Trains every row alike, chooses its settings by the EER on the calibration classes, and writes the EER on the test classes,
 * with three seeds, to `out`. Each training is kept in `folder` as it ends: called again, it goes on there.
 */
export async function compareLosses(
  data: DataSet,
  o: { out: string; folder: string; only: readonly string[]; backend: string; command: string },
): Promise<void> {
  const started = performance.now();
  mkdirSync(fromHere(o.folder), { recursive: true });
  const path = join(fromHere(o.folder), 'runs.jsonl');
  const done = existsSync(path) ? (readLines(path) as unknown as Run[]) : [];
  const file = openLines(path, existsSync(path) ? () => true : undefined);
  const chosen = rows.filter(({ name }) => o.only.length === 0 || o.only.includes(name));
  const run = async (row: Row, trial: number, seed: number, on: Run['on']): Promise<Run> => {
    const same = (one: Run) => one.row === row.name && one.trial === trial && one.seed === seed && one.on === on;
    const found = done.find(same);
    if (found !== undefined) return found;
    const eer = await trainOnce(`${row.name}, ${on} ${trial + 1}/${seed}`, settings(row, trial), data, seed, on);
    const made: Run = { row: row.name, trial, seed, on, eer };
    done.push(made);
    file.write(made);
    return made;
  };
  const figures: Record<string, ResultFigure> = {};
  try {
    for (const row of chosen) {
      const trials: Run[] = [];
      for (const trial of row.trials.keys()) trials.push(await run(row, trial, seeds[0]!, 'calibration'));
      const best = trials.reduce((a, b) => (b.eer.value < a.eer.value ? b : a));
      const runs: Run[] = [];
      for (const seed of seeds) runs.push(await run(row, best.trial, seed, 'test'));
      const protocol = 'all pairs of the test set; settings by the EER on calibration classes, seed 1';
      const { eer } = joinSeeds(runs.map((one) => ({ eer: { ...one.eer, protocol } })));
      figures[row.name] = { ...eer!, command: commandOf(row, best.trial) };
      print(`${row.name.padEnd(36)} EER ${percent(eer!.value)} (${percent(eer!.low!)} to ${percent(eer!.high!)})`);
    }
  } finally {
    file.close();
  }
  const result: Result = {
    schema: 1,
    name: 'losses',
    command: o.command,
    seeds,
    steps: alike.steps!,
    backend: o.backend,
    versions: versionsOf(['@siamese/core', '@siamese/image', '@siamese/onnx', '@tensorflow/tfjs'], import.meta.url),
    seconds: Math.round((performance.now() - started) / 100) / 10,
    figures: Object.fromEntries(Object.entries(figures).sort(([, a], [, b]) => a.value - b.value)),
  };
  mkdirSync(dirname(fromHere(o.out)), { recursive: true });
  await writeFileAtomic(fromHere(o.out), `${JSON.stringify(result, null, 2)}\n`);
  print('', `${chosen.length} losses, best first, in ${shown(fromHere(o.out))}`);
}

function settings(row: Row, trial: number): Settings {
  return settingsOf('best', { ...alike, ...row.trials[trial] });
}

/** What to type to train this very network. */
function commandOf(row: Row, trial: number): string {
  const flags = Object.entries({ ...alike, ...row.trials[trial] }).map(
    ([key, value]) => `--${key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${String(value)}`,
  );
  return `npm start -- ${flags.join(' ')}`;
}
