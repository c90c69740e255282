import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UsageError } from '../errors/index.ts';
import { fromHere, shown } from '../paths.ts';
import { type MetricsRow, readJson, readLines, type Result, type RunRecord } from '../run-folder/index.ts';
import { readFinished } from '../training/finished.ts';

/** A run as it lies on disk. */
export type RunRead = {
  /** The folder's name, or that of the result file. */
  readonly name: string;
  /** What was typed to start it, if that is known. */
  readonly command?: string;
  /** Undefined of a run that is not finished. */
  readonly result?: Result;
  /** Its trainings, one for each seed (and part of the data), by the rows of `metrics.jsonl`. */
  readonly trainings: readonly { readonly name: string; readonly rows: readonly MetricsRow[] }[];
  /** What its figures are called, where it says so. */
  readonly names: ReadonlyMap<string, FigureWords>;
};

/** What a figure is called, and which way is better. */
export type FigureWords = {
  readonly name: string;
  readonly better?: 'smaller' | 'larger';
  readonly unit?: 'rate' | 'number';
};

/** How deep below a run its trainings lie: `seed-1`, or `seed-1/<part>`. */
const depth = 2;

/**
 * Reads a run folder, finished or not, or a `result.json`.
 *
 * @throws {UsageError} It is neither.
 * @throws {SyntaxError} A file in it does not parse.
 */
export function readRun(named: string): RunRead {
  const path = fromHere(named);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new UsageError(`${shown(path)} is not there; report takes run folders or result.json files`);
  if (!found.isDirectory()) {
    const result = readResult(path);
    const name = basename(path, '.json') === 'result' ? basename(dirname(path)) : basename(path, '.json');
    return { name, command: result.command, result, trainings: [], names: new Map() };
  }
  const folders = trainingsBelow(path, depth);
  const record = existsSync(join(path, 'run.json'))
    ? (readJson(join(path, 'run.json')) as RunRecord<unknown>)
    : undefined;
  const result = existsSync(join(path, 'result.json')) ? readResult(join(path, 'result.json')) : undefined;
  if (folders.length === 0 && result === undefined)
    throw new UsageError(
      `${shown(path)} holds no run: neither metrics.jsonl nor result.json; report takes run folders`,
    );
  const measured = folders.flatMap((folder) => readFinished(folder)?.measured ?? []);
  const command = result?.command ?? record?.command;
  return {
    name: basename(path),
    ...(command === undefined ? {} : { command }),
    ...(result === undefined ? {} : { result }),
    trainings: folders.map((folder) => ({
      name: folder === path ? '' : folder.slice(path.length + 1).replaceAll('\\', '/'),
      rows: readLines(join(folder, 'metrics.jsonl')),
    })),
    names: new Map(measured.map((figure) => [figure.key, figure])),
  };
}

/** The folders that hold `metrics.jsonl`: the run's own, or some below it. */
function trainingsBelow(folder: string, levels: number): string[] {
  if (existsSync(join(folder, 'metrics.jsonl'))) return [folder];
  if (levels === 0) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap((name) => trainingsBelow(join(folder, name), levels - 1));
}

function readResult(path: string): Result {
  const result = readJson(path) as Partial<Result>;
  const figures = Object.values(result.figures ?? {});
  const fits =
    result.schema === 1 && result.figures !== undefined && figures.every(({ value }) => typeof value === 'number');
  if (fits) return result as Result;
  throw new SyntaxError(`${shown(path)} is no result of a run: it must have schema 1 and figures with values`);
}
