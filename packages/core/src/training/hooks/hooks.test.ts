import * as tf from '@tensorflow/tfjs';
import type { RunInfo, StepEvent } from '../hook.ts';
import { averageWeights, earlyStopping, keepBest, keepLast, progress, stopOnNaN, warnOnCollapse } from './index.ts';

/** A run with one weight, whose value is set from outside. */
function oneWeight(info: Partial<RunInfo> = {}) {
  const state = { weight: 0 };
  const run: RunInfo = {
    steps: 100,
    from: 0,
    stepsPerEpoch: 10,
    seed: 1,
    parameters: 1,
    notes: [],
    loss: 'triplet',
    ...info,
    trained: [],
    checkpoint: () => Promise.reject(new Error('no checkpoints here')),
    weights: {
      copy: async () => [Float32Array.of(state.weight)],
      restore: ([values]) => void (state.weight = values![0]!),
    },
  };
  return { state, run };
}

const event = (step: number, more: Partial<StepEvent> = {}): StepEvent => ({
  step,
  steps: 100,
  epoch: 1,
  loss: 1,
  items: 4,
  learningRate: 0.1,
  spread: 0.5,
  active: 0.5,
  ...more,
});

describe('stopOnNaN', () => {
  test('puts the last good copy back when the loss is not finite', async () => {
    for (const loss of [Number.NaN, Infinity]) {
      const { state, run } = oneWeight();
      const hook = stopOnNaN({ every: 2 });
      await hook.onStart!(run);
      for (const step of [1, 2, 3]) {
        state.weight = step;
        expect(await hook.onStep!(event(step))).toBeUndefined();
      }
      state.weight = Number.NaN;
      expect(await hook.onStep!(event(4, { loss }))).toBe('stop');
      expect(state.weight).toBe(2);
    }
  });

  test('finds weights that are not finite although the loss was, at the last step too', async () => {
    const { state, run } = oneWeight();
    const hook = stopOnNaN();
    state.weight = 7;
    await hook.onStart!(run);
    state.weight = Number.NaN;
    expect(await hook.onStep!(event(3, { steps: 3 }))).toBe('stop');
    expect(state.weight).toBe(7);
  });
});

describe('earlyStopping', () => {
  test('stops after patience looks without an improvement and keeps the best weights', async () => {
    const values = [3, 1, 2, 2];
    const { state, run } = oneWeight();
    const hook = earlyStopping({ every: 10, patience: 2, measure: () => values.shift()! });
    await hook.onStart!(run);
    const answers: unknown[] = [];
    for (let step = 1; step <= 40; step++) {
      state.weight = step;
      answers.push(await hook.onStep!(event(step)));
    }
    expect(answers.map((answer, i) => (answer === 'stop' ? i + 1 : 0)).filter(Boolean)).toEqual([40]);
    await hook.onEnd!({ steps: 40, loss: 1, stopped: 'early' });
    expect(state.weight).toBe(20);
  });

  test('looks at the mean loss unless given a measure; larger can be better', async () => {
    for (const [better, measure, kept] of [
      ['smaller', undefined, 4],
      ['larger', () => 5, 2],
    ] as const) {
      const { state, run } = oneWeight();
      const hook = earlyStopping({ every: 2, patience: 1, better, ...(measure === undefined ? {} : { measure }) });
      await hook.onStart!(run);
      for (const [i, loss] of [3, 3, 2, 2, 4, 1].entries()) {
        state.weight = i + 1;
        if ((await hook.onStep!(event(i + 1, { loss }))) === 'stop') break;
      }
      await hook.onEnd!({ steps: 6, loss: 1, stopped: 'early' });
      expect(state.weight).toBe(kept);
    }
  });
});

describe('warnOnCollapse', () => {
  const warnings = async (info: Partial<RunInfo>, more: Partial<StepEvent>): Promise<string[]> => {
    const said: string[] = [];
    const hook = warnOnCollapse({ window: 5, say: (message) => said.push(message) });
    await hook.onStart!(oneWeight(info).run);
    for (let step = 1; step <= 20; step++) await hook.onStep!(event(step, more));
    return said;
  };

  test('says nothing while things go well', async () => {
    expect(await warnings({ collapsedLoss: 0.3 }, {})).toEqual([]);
  });

  test('one point: says so once, and what to change for what is used', async () => {
    const [mined, ...rest] = await warnings({ miner: 'batchHard' }, { spread: 0.001 });
    expect(rest).toEqual([]);
    expect(mined).toMatch(
      /^step 5: the embeddings have collapsed to one point \(spread 0\.0010\)\. Try miner: semiHard\(\)/,
    );
    for (const loss of ['pair', 'batch', 'logit', 'triplet'] as const) {
      expect(await warnings({ loss }, { spread: 0 })).toEqual([expect.stringMatching(/Try .*learning rate/)]);
    }
  });

  test('the loss stuck where one point puts it', async () => {
    const [stuck] = await warnings({ collapsedLoss: 1 }, { loss: 1.01 });
    expect(stuck).toMatch(
      /^step 5: the loss stays at 1\.0100, its value for embeddings that are all equal\. Try triplet/,
    );
  });

  test('next to no triplet costs anything: mine, or a larger margin', async () => {
    expect((await warnings({}, { active: 0.001 }))[0]).toMatch(/0\.1 % of the triplets cost anything.*semiHard/);
    expect((await warnings({ miner: 'semiHard' }, { active: 0 }))[0]).toMatch(/larger margin/);
    expect(await warnings({ loss: 'pair' }, { active: 0 })).toEqual([]);
  });

  test('a miner that finds nothing is named', async () => {
    expect(await warnings({ loss: 'pair', miner: 'marginPairs' }, { active: 0 })).toEqual([
      expect.stringMatching(/^step 5: 0\.0 % of the pairs that marginPairs finds cost anything: it finds none/),
    ]);
  });

  test('a loss over a temperature that does not move from where it began', async () => {
    expect(await warnings({ loss: 'batch' }, {})).toEqual([
      expect.stringMatching(
        /^step 15: the loss has hardly moved since the start \(1\.0000, now 1\.0000\)\. A temperature/,
      ),
    ]);
    const said: string[] = [];
    const hook = warnOnCollapse({ window: 5, say: (message) => said.push(message) });
    await hook.onStart!(oneWeight({ loss: 'batch' }).run);
    for (let step = 1; step <= 20; step++) await hook.onStep!(event(step, { loss: 3 - 0.01 * step }));
    expect(said).toEqual([]);
  });
});

test('averageWeights: the average by its formula, in place during a look and at the end', async () => {
  await tf.setBackend('cpu');
  const weight = tf.tidy(() => tf.variable(tf.tensor1d([1, 10])));
  const set = (values: number[]) => tf.tidy(() => weight.assign(tf.tensor1d(values)));
  const values = async () => [...(await weight.data())];
  const hook = averageWeights({ decay: 0.15 });
  await hook.onStart!({ ...oneWeight().run, trained: [weight] });
  set([2, 20]);
  await hook.onStep!(event(1));
  // d is 1 / 10 at the first step and no more than the decay of 0.15 from the second on.
  const first = [1.9, 19];
  expect(await hook.during(values)).toEqual(first.map(Math.fround));
  expect(await values()).toEqual([2, 20]);
  await expect(hook.during(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await values()).toEqual([2, 20]);
  set([0, 0]);
  await hook.onStep!(event(2));
  await hook.onEnd!({ steps: 2, loss: 1, stopped: 'done' });
  for (const [i, value] of (await values()).entries()) expect(value).toBeCloseTo(0.15 * first[i]!, 6);
  hook.dispose!();
  weight.dispose();
  expect(() => averageWeights({ decay: 1.1 })).toThrow(RangeError);
});

test('keepLast writes every so many steps, after the last and on a stop, but no weights that are not finite', async () => {
  const written: number[] = [];
  let at = 0;
  const hook = keepLast({ every: 4, write: () => void written.push(at) });
  const checkpoint = async () => ({ step: 0, seed: 1, arrays: new Map(), state: {} });
  await hook.onStart!({ ...oneWeight().run, checkpoint });
  for (at = 1; at <= 10; at++)
    await hook.afterStep!(event(at, { steps: 10 }), at === 6 ? 'interrupt' : at === 8 ? 'nan' : 'done');
  expect(written).toEqual([4, 6, 10]);
});

test('progress reports every so many steps and after the last, with what a clock knows', async () => {
  const seen: number[] = [];
  const hook = progress(
    (now) => {
      seen.push(now.step);
      expect(now.itemsPerSecond).toBeGreaterThan(0);
      expect(now.secondsLeft).toBeGreaterThanOrEqual(0);
    },
    { every: 4 },
  );
  await hook.onStart!(oneWeight().run);
  for (let step = 1; step <= 10; step++) await hook.onStep!(event(step, { steps: 10 }));
  expect(seen).toEqual([4, 8, 10]);
});

test('intervals that are no positive integers are refused', () => {
  expect(() => stopOnNaN({ every: 0 })).toThrow(RangeError);
  expect(() => earlyStopping({ every: 1.5 })).toThrow(RangeError);
  expect(() => earlyStopping({ every: 1, patience: 0 })).toThrow(RangeError);
  expect(() => progress(() => {}, { every: -1 })).toThrow(RangeError);
  expect(() => keepLast({ every: 0, write: () => {} })).toThrow(RangeError);
  expect(() => keepBest({ every: 0.5, write: () => {} })).toThrow(RangeError);
  expect(() => warnOnCollapse({ window: 0 })).toThrow(RangeError);
  expect(tf.memory().numTensors).toBe(0);
});
