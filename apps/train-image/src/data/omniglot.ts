import { join } from 'node:path';
import { splitByLabel, type Labelled } from '@siamese/core';
import { fitPicture, type Picture } from '@siamese/image';
import { findDataSet } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';
import { cropToInk, decodeDrawing } from './drawing.ts';
import { readZip, type Entry } from './zip.ts';

const archives = ['images_background.zip', 'images_evaluation.zip'] as const;
const runsArchive = 'one-shot-classification/all_runs.zip';
const source = 'https://github.com/brendenlake/omniglot';

type Look = { readonly size: number; readonly crop: boolean };

/**
 * Omniglot (Lake 2015): 1,623 characters of 50 alphabets, each drawn once by 20 people. The background set is trained
 * and calibrated on, the evaluation set tested on; dark strokes on a light ground are turned around.
 */
export async function omniglot(o: DataOptions): Promise<DataSet> {
  const folder = findDataSet('omniglot', archives, source);
  const look = { size: o.size ?? 28, crop: o.crop };
  const background = await characters(join(folder, archives[0]), look);
  const { train, calibration } = splitByLabel(background, { seed: o.seed, calibration: 0.15, test: 0 });
  return {
    name: 'omniglot',
    train,
    calibration,
    test: await characters(join(folder, archives[1]), look),
    closed: false,
    size: look.size,
    channels: 1,
    notes: [
      'background characters are trained on, 15 % of them held out for the threshold; evaluation characters are the test',
      ...(o.crop ? ['drawings are cropped to their ink'] : []),
    ],
  };
}

async function characters(path: string, look: Look): Promise<Labelled<Picture>> {
  const entries = await readZip(path, (name) => name.endsWith('.png'));
  // images_background/<alphabet>/<character>/<character>_<drawer>.png
  const parts = entries.map((entry) => entry.path.split('/'));
  return {
    items: await Promise.all(entries.map((entry) => picture(entry, look))),
    labels: parts.map((part) => `${part[1]}/${part[2]}`),
  };
}

async function picture(entry: Entry, { size, crop }: Look): Promise<Picture> {
  const drawing = await decodeDrawing(entry.bytes);
  return fitPicture(crop ? cropToInk(drawing) : drawing, { width: size, height: size, channels: 1 });
}

/** One of Lake's 20 runs: 20 characters of one alphabet, one drawing of each, and 20 drawings to be named. */
export type OmniglotRun = {
  readonly gallery: readonly Picture[];
  readonly queries: readonly Picture[];
  /** For each query the position of its character in the gallery. */
  readonly answers: readonly number[];
};

/** Lake's 20 runs of 20-way 1-shot classification within an alphabet. */
export async function omniglotRuns(look: Look): Promise<OmniglotRun[]> {
  const path = join(findDataSet('omniglot', [runsArchive], source), runsArchive);
  const entries = await readZip(path, (name) => /^run\d+\/.*\.(png|txt)$/.test(name));
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const load = (name: string): Promise<Picture> => {
    const entry = byPath.get(name);
    if (entry === undefined) throw new SyntaxError(`${path}: ${name} is missing; fetch the file again`);
    return picture(entry, look);
  };
  const runs: OmniglotRun[] = [];
  for (const entry of entries.filter(({ path }) => path.endsWith('class_labels.txt'))) {
    const pairs = entry.bytes
      .toString('utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.trim().split(/\s+/) as [string, string]);
    const gallery = [...new Set(pairs.map(([, character]) => character))].sort();
    runs.push({
      gallery: await Promise.all(gallery.map(load)),
      queries: await Promise.all(pairs.map(([query]) => load(query))),
      answers: pairs.map(([, character]) => gallery.indexOf(character)),
    });
  }
  return runs;
}
