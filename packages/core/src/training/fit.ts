import * as tf from '@tensorflow/tfjs';
import { checkPositiveInteger, checkSeed } from '../check.ts';
import type { Comparator } from '../comparator.ts';
import type { Encoder } from '../encoder.ts';
import type { Labelled, Paired } from '../labels.ts';
import { mean } from '../losses/index.ts';
import { type Course, type Loaded, type Target } from './course.ts';
import { courseOf } from './course-of.ts';
import { driveDropout } from './drive-dropout.ts';
import type {
  ComparatorPairsObjective,
  EncoderObjective,
  EncoderPairsObjective,
  FitCommon,
  FitResult,
  Objective,
  SiameseObjective,
} from './fit-options.ts';
import type { Hook, RunInfo } from './hook.ts';
import { stopOnNaN } from './hooks/index.ts';
import { learningRateOf, setLearningRate } from './learning-rate.ts';
import { nonFiniteRows } from './non-finite-rows.ts';
import { type Measured, step } from './step.ts';
import { takeTurns } from './take-turns.ts';
import { keeperOf, trainableOf } from './weights.ts';

/** Pairs that say whether they are the same. */
type SamePairs<A, B = A> = Paired<A, B> & { same: readonly boolean[] };

/**
 * Trains an encoder, a siamese or a comparator, in place.
 *
 * Combinations of target, data, loss, miner and batches that make no sense do not compile. The same seed, data, weights,
 * backend and machine give the same weights, byte for byte. While a batch runs the next one is prepared. Layers that are
 * not `trainable` stay as they are.
 *
 * @throws TypeError if target, data, loss, miner and batches do not go together
 * @throws RangeError if lengths differ, or there is one class only, nothing to train, or an item whose prepared values are not finite; the
 * weights are then the last good ones
 */
export function fit<A>(target: Encoder<A>, data: Labelled<A>, o: FitCommon & EncoderObjective): Promise<FitResult>;
export function fit<A>(target: Comparator<A>, data: Labelled<A>, o: FitCommon & SiameseObjective): Promise<FitResult>;
export function fit<A>(
  target: Encoder<A>,
  data: SamePairs<A>,
  o: FitCommon & EncoderPairsObjective,
): Promise<FitResult>;
export function fit<A, B>(
  target: Comparator<A, B>,
  data: SamePairs<A, B>,
  o: FitCommon & ComparatorPairsObjective,
): Promise<FitResult>;
export async function fit<A, B>(
  target: Target<A, B>,
  data: Labelled<A> | Paired<A, B>,
  o: FitCommon & Objective,
): Promise<FitResult> {
  const { seed, reduction = mean, learningRate, hooks: given = [], loss, miner } = o;
  checkSeed(seed, 'fit: seed');
  const { epochs } = o;
  if (epochs !== undefined) checkPositiveInteger(epochs, 'fit: epochs');
  if (o.steps !== undefined) checkPositiveInteger(o.steps, 'fit: steps');
  if (epochs === undefined && o.steps === undefined)
    throw new TypeError('fit: steps or epochs must be given, got neither');

  const course = courseOf(target, data, o, epochs === undefined ? { seed } : { seed, epochs });
  const steps = Math.min(o.steps ?? Infinity, (epochs ?? Infinity) * course.stepsPerEpoch);
  const variables = trainableOf(course.models, loss.variables);
  if (variables.length === 0) throw new RangeError('fit: there is nothing to train: no layer is trainable');

  const hooks = given.some((hook) => hook.name === 'nan') ? given : [stopOnNaN(), ...given];
  const optimizer = o.optimizer ?? tf.train.adam(1e-3);
  const dropout = driveDropout(course.models, seed);
  const othersTurn = takeTurns();
  const history: number[] = [];
  let stopped = 'done';
  let pending: Promise<Loaded> | undefined;
  try {
    const run = runInfo(course, { steps, seed, loss, miner, variables });
    for (const hook of hooks) await hook.onStart?.(run);
    pending = load(course, 0);
    while (pending !== undefined && stopped === 'done') {
      const at = history.length;
      const loaded: Loaded = await pending;
      pending = undefined;
      let bad: string[] = [];
      let measured: Measured;
      try {
        dropout.seek(at);
        if (learningRate !== undefined) setLearningRate(optimizer, learningRate(at, steps));
        const measuring = step(loaded.forward, variables, optimizer, reduction);
        // The batch runs from here on; the next one is prepared meanwhile.
        if (at + 1 < steps) pending = load(course, at + 1);
        measured = await measuring;
        if (!Number.isFinite(measured.loss)) bad = await nonFiniteRows(loaded);
      } finally {
        disposeOf(loaded);
      }
      history.push(measured.loss);
      const event = {
        ...measured,
        step: at + 1,
        steps,
        epoch: Math.floor(at / course.stepsPerEpoch) + 1,
        items: loaded.items,
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
    await pending?.then(disposeOf, () => undefined);
    dropout.release();
    if (o.optimizer === undefined) optimizer.dispose();
  }
  return {
    steps: history.length,
    epochs: Math.ceil(history.length / course.stepsPerEpoch),
    loss: history.at(-1)!,
    stopped,
    ...(stopped === 'nan' ? { reason: unstable } : {}),
    history,
  };
}

const unstable =
  'the loss or a weight was no finite number any more, although every input was: lower the learning rate, or raise it ' +
  'slowly with warmUpCosine({ peak, warmUp }); the last good weights are back';

/** Starts to load a batch. A rejection waits until somebody awaits it. */
function load(course: Course, step: number): Promise<Loaded> {
  const loading = course.load(step);
  loading.catch(() => undefined);
  return loading;
}

function disposeOf(loaded: Loaded): void {
  for (const { x, mask } of loaded.prepared) tf.dispose(mask === undefined ? [x] : [x, mask]);
}

/** Tells every hook; the first that says stop gives its name. */
async function tell(hooks: readonly Hook[], event: Parameters<NonNullable<Hook['onStep']>>[0]): Promise<string> {
  let stopped = 'done';
  for (const hook of hooks) {
    if ((await hook.onStep?.(event)) === 'stop' && stopped === 'done') stopped = hook.name;
  }
  return stopped;
}

function runInfo(
  course: Course,
  o: { steps: number; seed: number; variables: readonly tf.Variable[] } & {
    loss: Objective['loss'];
    miner: Objective['miner'];
  },
): RunInfo {
  return {
    steps: o.steps,
    stepsPerEpoch: course.stepsPerEpoch,
    seed: o.seed,
    parameters: o.variables.reduce((total, variable) => total + variable.size, 0),
    notes: course.notes,
    loss: o.loss.kind,
    ...(o.miner === undefined ? {} : { miner: o.miner.name }),
    ...(course.collapsedLoss === undefined ? {} : { collapsedLoss: course.collapsedLoss }),
    weights: keeperOf(course.models, o.loss.variables ?? []),
  };
}
