import type * as tf from '@tensorflow/tfjs';
import type { Reduction } from '../losses/index.ts';
import { type Checkpoint, type Resumable, restoreCheckpoint, restoreHook, takeCheckpoint } from './checkpoint.ts';
import { chunkedBackward } from './chunked-backward.ts';
import { type Course, disposePrepared, type Loaded } from './course.ts';
import type { DropoutDriver } from './drive-dropout.ts';
import type { FitResult, Objective } from './fit-options.ts';
import { forwardOf } from './forward.ts';
import type { Hook, RunInfo, StepEvent } from './hook.ts';
import { learningRateOf, setLearningRate } from './learning-rate.ts';
import { addGradients, meanMeasured, scaleGradients } from './mean-of-batches.ts';
import { nonFiniteRows } from './non-finite-rows.ts';
import type { Schedule } from './schedules/index.ts';
import { backward, type Backward, type Measured, read, update } from './step.ts';
import { takeTurns } from './take-turns.ts';
import { keeperOf, namedWeights } from './weights.ts';

/** A run whose parts go together. */
export type Run = {
  readonly course: Course;
  readonly loss: Objective['loss'];
  readonly miner?: Objective['miner'];
  readonly variables: readonly tf.Variable[];
  readonly optimizer: tf.Optimizer;
  readonly learningRate?: Schedule;
  readonly reduction: Reduction;
  readonly hooks: readonly Hook[];
  readonly dropout: DropoutDriver;
  readonly seed: number;
  readonly steps: number;
  readonly stepsPerEpoch: number;
  readonly accumulate: number;
  readonly chunk?: number;
  readonly resume?: Checkpoint;
};

/** What a step measured, how many items were in it, and those of them that are not finite. */
type Made = { measured: Measured; items: number; bad: readonly string[] };

/** Makes the steps of a run, from its first or from where it goes on, and tells the hooks. */
export async function runSteps(run: Run): Promise<FitResult> {
  const { hooks, optimizer, resume, steps, stepsPerEpoch } = run;
  const saved: Resumable = { ...run, models: run.course.models };
  const history = resume === undefined ? [] : restoreCheckpoint(resume, saved);
  const info = runInfo(run, history.length, () => takeCheckpoint(saved, history));
  const batches = loader(run.course, history.length * run.accumulate, steps * run.accumulate);
  const othersTurn = takeTurns();
  let stopped = 'done';
  try {
    for (const hook of hooks) {
      await hook.onStart?.(info);
      if (resume !== undefined) restoreHook(resume, hook);
    }
    batches.start();
    while (history.length < steps && stopped === 'done') {
      const at = history.length;
      if (run.learningRate !== undefined) setLearningRate(optimizer, run.learningRate(at, steps));
      const { measured, items, bad } = await makeStep(run, batches, at);
      history.push(measured.loss);
      const event: StepEvent = {
        ...measured,
        step: at + 1,
        steps,
        epoch: Math.floor(at / stepsPerEpoch) + 1,
        items,
        learningRate: learningRateOf(optimizer),
      };
      stopped = await tell(hooks, event);
      await othersTurn();
      if (bad.length > 0) {
        throw new RangeError(
          `fit: at step ${at + 1} the loss is ${measured.loss}: prepare gave values that are no finite numbers for ${bad.join(', ')}`,
        );
      }
    }
    const end = { steps: history.length, loss: history.at(-1)!, stopped };
    for (const hook of hooks) await hook.onEnd?.(end);
  } finally {
    await batches.end();
    for (const hook of hooks) hook.dispose?.();
  }
  return {
    steps: history.length,
    epochs: Math.ceil(history.length / stepsPerEpoch),
    loss: history.at(-1)!,
    stopped,
    ...(stopped === 'nan' ? { reason: unstable(history.length) } : {}),
    history,
  };
}

const unstable = (step: number): string =>
  `at step ${step} the loss or a weight was no finite number any more, although every input was: lower the learning rate, ` +
  'or raise it slowly with warmUpCosine({ peak, warmUp }); the last good weights are back';

/** One update, by the mean gradient of its batches. While one of them runs the next is prepared. */
async function makeStep(run: Run, batches: Loader, at: number): Promise<Made> {
  const { accumulate, variables, optimizer } = run;
  const measured: Measured[] = [];
  const bad: string[] = [];
  let items = 0;
  let sum: Backward['gradients'] | undefined;
  for (let k = 0; k < accumulate; k++) {
    const loaded = await batches.take();
    try {
      const { gradients, measures } = await backwardOf(run, loaded, at * accumulate + k);
      sum = sum === undefined ? gradients : addGradients(sum, gradients);
      if (k === accumulate - 1)
        update(variables, accumulate === 1 ? sum : scaleGradients(sum, 1 / accumulate), optimizer);
      const reading = read(measures);
      // The batch runs from here on; the next one is prepared meanwhile.
      batches.start();
      measured.push(await reading);
      items += loaded.items;
      if (!Number.isFinite(measured[k]!.loss)) bad.push(...(await nonFiniteRows(loaded)));
    } finally {
      loaded.prepared.forEach(disposePrepared);
    }
  }
  return { measured: meanMeasured(measured), items, bad };
}

async function backwardOf(run: Run, loaded: Loaded, batch: number): Promise<Backward> {
  const { course, variables, reduction, dropout, chunk } = run;
  if (chunk === undefined || loaded.prepared.every(({ x }) => x.shape[0]! <= chunk)) {
    dropout.seek(batch);
    return backward(() => forwardOf(course, loaded), variables, reduction);
  }
  const { encoders } = course;
  const seek = (part: number): void => dropout.seek(batch, part);
  return chunkedBackward({ ...loaded, encoders, chunk, seek }, variables, reduction);
}

/** Loads batches one after the other. */
type Loader = {
  /** Begins to load the next one, if there is one. */
  start(): void;
  /** The one that was begun. */
  take(): Promise<Loaded>;
  /** Waits for one that nobody took, and disposes it. */
  end(): Promise<void>;
};

function loader(course: Course, from: number, to: number): Loader {
  let next = from;
  let pending: Promise<Loaded> | undefined;
  return {
    start() {
      if (next >= to) return;
      pending = course.load(next++);
      // A rejection waits until somebody takes it.
      pending.catch(() => undefined);
    },
    async take() {
      const loading = pending!;
      pending = undefined;
      return loading;
    },
    async end() {
      await pending?.then(
        ({ prepared }) => prepared.forEach(disposePrepared),
        () => undefined,
      );
    },
  };
}

/** Tells every hook; the first that says stop gives its name. */
async function tell(hooks: readonly Hook[], event: StepEvent): Promise<string> {
  let stopped = 'done';
  for (const hook of hooks) {
    if ((await hook.onStep?.(event)) === 'stop' && stopped === 'done') stopped = hook.name;
  }
  for (const hook of hooks) await hook.afterStep?.(event, stopped);
  return stopped;
}

function runInfo(run: Run, from: number, checkpoint: RunInfo['checkpoint']): RunInfo {
  const { course, loss, miner, variables } = run;
  return {
    steps: run.steps,
    from,
    stepsPerEpoch: run.stepsPerEpoch,
    seed: run.seed,
    parameters: variables.reduce((total, variable) => total + variable.size, 0),
    notes: course.notes,
    loss: loss.kind,
    ...(miner === undefined ? {} : { miner: miner.name }),
    ...(course.collapsedLoss === undefined ? {} : { collapsedLoss: course.collapsedLoss }),
    weights: keeperOf([...namedWeights(course.models, loss).values()]),
    trained: variables,
    checkpoint,
  };
}
