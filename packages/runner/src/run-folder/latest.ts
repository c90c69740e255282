import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromHere, shown } from '../paths.ts';

const isModel = (folder: string): boolean => existsSync(join(folder, 'siamese.json'));

/** Every model of a runs folder: a run's own, or those of its seeds. */
function modelsBelow(run: string): string[] {
  if (isModel(join(run, 'model'))) return [join(run, 'model')];
  return readdirSync(run)
    .filter((name) => name.startsWith('seed-') && isModel(join(run, name, 'model')))
    .sort()
    .map((name) => join(run, name, 'model'));
}

/**
 * The folder of a model: the one that `--model` names (a model's folder, or a run's), else that of the latest run below
 * `runs` that has one.
 *
 * @throws {Error} There is none: says where it was looked for and what to type.
 */
export function findModel(named?: string, runs = 'runs'): string {
  if (named !== undefined) {
    const folder = fromHere(named);
    if (!existsSync(folder))
      throw new Error(`${shown(folder)} is not there; --model takes the folder of a model or of a run`);
    if (isModel(folder)) return folder;
    const found = statSync(folder).isDirectory() ? modelsBelow(folder) : [];
    if (found.length > 0) return found[0]!;
    throw new Error(`${shown(folder)} holds no model: its siamese.json is missing; train again or name another folder`);
  }
  const root = fromHere(runs);
  const finished =
    existsSync(root) && statSync(root).isDirectory() ? readdirSync(root).map((name) => join(root, name)) : [];
  const models = finished
    .filter((run) => statSync(run).isDirectory())
    .flatMap((run) => modelsBelow(run).slice(0, 1))
    .map((model) => ({ model, time: statSync(join(model, 'siamese.json')).mtimeMs }))
    .sort((a, b) => b.time - a.time || (a.model < b.model ? 1 : -1));
  if (models.length > 0) return models[0]!.model;
  throw new Error(`no model below ${shown(root)}; train one first (npm start), or name one with --model`);
}
