import * as tf from '@tensorflow/tfjs';
import type { RunInfo, StepEvent } from '../hook.ts';
import { earlyStopping, progress, stopOnNaN, warnOnCollapse } from './index.ts';

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
  expect(() => warnOnCollapse({ window: 0 })).toThrow(RangeError);
  expect(tf.memory().numTensors).toBe(0);
});
