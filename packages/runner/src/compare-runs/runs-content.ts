import { duration } from '../format.ts';
import { figureNames } from '../evaluate/index.ts';
import { heldOutName } from '../hooks/index.ts';
import type { LearningCurve, RunColumn, RunsContent, RunsFigure } from '../report/index.ts';
import { capitalised } from '../words.ts';
import type { FigureWords, RunRead } from './read-run.ts';

/** What the columns of `metrics.jsonl` are, in the order in which they are drawn; others follow under their own names. */
const columns: ReadonlyMap<string, string> = new Map([
  ['loss', 'loss'],
  ['spread', 'spread of the embeddings (0: one point)'],
  ['calibrationEer', heldOutName],
  ['active', 'share of pairs or items that cost something'],
  ['learningRate', 'learning rate'],
]);
const noCurve = new Set(['step', 'epoch']);

/** What a page that compares runs shows. */
export function runsContent(runs: readonly RunRead[], baselineName: string): RunsContent {
  const names = uniqueNames(runs.map(({ name }) => name));
  const figures = figuresOf(runs);
  const notes = [...unlike(figures), ...unfinished(runs, names)];
  return {
    title: runs.length === 1 ? names[0]! : `${runs.length} runs compared`,
    baselineName,
    runs: runs.map((run, i) => columnOf(run, names[i]!)),
    figures,
    learning: curvesOf(runs, names),
    ...(notes.length > 0 ? { notes } : {}),
  };
}

function columnOf({ command, result, trainings }: RunRead, name: string): RunColumn {
  const steps = result?.steps ?? Number(trainings.at(-1)?.rows.at(-1)?.['step'] ?? 0);
  return {
    name,
    facts: [
      ...(result === undefined ? [] : [{ name: 'what', value: result.name }]),
      { name: 'steps', value: steps.toLocaleString('en-US') },
      ...(result === undefined
        ? [{ name: 'state', value: 'not finished' }]
        : [
            { name: 'seeds', value: result.seeds.join(', ') },
            { name: 'backend', value: result.backend },
            { name: 'time', value: duration(result.seconds) },
          ]),
      ...(command === undefined ? [] : [{ name: 'command', value: command, code: true }]),
    ],
  };
}

/** Every figure that any of them has, in the order of the first that has it. */
function figuresOf(runs: readonly RunRead[]): RunsFigure[] {
  const keys = [...new Set(runs.flatMap(({ result }) => Object.keys(result?.figures ?? {})))];
  return keys.map((key) => {
    const words = wordsOf(key, runs);
    return {
      key,
      ...words,
      alike: measuredAlike(key, runs),
      values: runs.map(({ result }) => {
        const figure = result?.figures[key];
        if (figure === undefined) return undefined;
        const { value, low, high, baseline } = figure;
        return {
          value,
          ...(low === undefined || high === undefined ? {} : { low, high }),
          ...(baseline === undefined ? {} : { baseline }),
        };
      }),
    };
  });
}

function wordsOf(key: string, runs: readonly RunRead[]): FigureWords {
  for (const { names } of runs) {
    const own = names.get(key);
    if (own === undefined) continue;
    const { name, better, unit } = own;
    return { name, ...(better === undefined ? {} : { better }), ...(unit === undefined ? {} : { unit }) };
  }
  const known = (figureNames as Readonly<Record<string, FigureWords>>)[key];
  if (known === undefined) return { name: key };
  return { ...known, name: capitalised(known.name) };
}

/** A curve for each training and each column that has numbers in it; the seeds of a run share its name. */
function curvesOf(runs: readonly RunRead[], names: readonly string[]): LearningCurve[] {
  const found = new Set(runs.flatMap(({ trainings }) => trainings.flatMap(({ rows }) => rows.flatMap(Object.keys))));
  const all = [...columns.keys(), ...[...found].filter((key) => !columns.has(key) && !noCurve.has(key))];
  return all
    .filter((key) => found.has(key))
    .flatMap((key) =>
      runs.flatMap(({ trainings }, i) =>
        trainings.map(({ rows }) => ({
          name: names[i]!,
          quantity: columns.get(key) ?? key,
          steps: rows.map(({ step }) => Number(step)),
          values: rows.map((row) => (typeof row[key] === 'number' ? (row[key] as number) : Number.NaN)),
        })),
      ),
    );
}

/** Says where runs were not measured alike: what was not measured on the same data cannot be compared. */
function unlike(figures: readonly RunsFigure[]): string[] {
  const differ = figures.filter(({ alike }) => !alike);
  if (differ.length === 0) return [];
  const which = differ.length > 3 ? `${differ.length} of their figures` : differ.map(({ name }) => name).join(', ');
  return [
    `These runs were not measured alike (other data, or another protocol): ${which}. Where that is so, no value is marked as the best.`,
  ];
}

/** Whether a figure was measured over as many trials, by one protocol, and where the baseline does equally well. */
function measuredAlike(key: string, runs: readonly RunRead[]): boolean {
  const measured = runs.flatMap(({ result }) => result?.figures[key] ?? []);
  return new Set(measured.map(({ n, baseline, protocol }) => JSON.stringify([n, baseline, protocol]))).size < 2;
}

function unfinished(runs: readonly RunRead[], names: readonly string[]): string[] {
  const open = names.filter((_, i) => runs[i]!.result === undefined);
  return open.length === 0 ? [] : [`Not finished, so without figures: ${open.join(', ')}.`];
}

/** Names by which each can be told: a number behind those that come again. */
function uniqueNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
