import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunInfo, StepEvent } from '@siamese/core';
import { stopOnInterrupt } from './stop-on-interrupt.ts';
import { writeMetrics } from './write-metrics.ts';

const event = (step: number): StepEvent => ({
  step,
  steps: 3,
  epoch: 1,
  loss: 1 / step,
  items: 8,
  learningRate: 0.5,
  spread: 1,
  active: 0.25,
});
const run = { steps: 3, from: 0 } as RunInfo;
const end = { steps: 3, loss: 0, stopped: 'done' };

it('writes steps without times into one file, times into another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-hooks-'));
  const hook = writeMetrics(folder);
  void hook.onStart!(run);
  for (const step of [1, 2, 3]) void hook.onStep!(event(step));
  void hook.onEnd!(end);
  const lines = readFileSync(join(folder, 'metrics.jsonl'), 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toBe('{"step":2,"epoch":1,"loss":0.5,"learningRate":0.5,"spread":1,"active":0.25}');
  const timing = JSON.parse(readFileSync(join(folder, 'timing.jsonl'), 'utf8')) as object;
  expect(timing).toMatchObject({ step: 3, items: 24 });
  rmSync(folder, { recursive: true });
});

it('cuts both files back where a run goes on from a checkpoint', () => {
  const folder = mkdtempSync(join(tmpdir(), 'siamese-hooks-'));
  const write = (from: number, ...steps: readonly number[]): string => {
    const hook = writeMetrics(folder);
    void hook.onStart!({ ...run, from } as RunInfo);
    for (const step of steps) void hook.onStep!(event(step));
    void hook.onEnd!(end);
    return readFileSync(join(folder, 'metrics.jsonl'), 'utf8');
  };
  const whole = write(0, 1, 2, 3);
  appendFileSync(join(folder, 'metrics.jsonl'), '{"step":4,"lo');
  expect(write(1, 2, 3)).toBe(whole);
  expect(readFileSync(join(folder, 'timing.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(1);
  rmSync(folder, { recursive: true });
});

it('stops after the step in which Ctrl-C was pressed, and listens only during the run', () => {
  const before = process.listenerCount('SIGINT');
  const write = process.stderr.write;
  process.stderr.write = (() => true) as typeof process.stderr.write;
  const hook = stopOnInterrupt();
  void hook.onStart!(run);
  expect(hook.onStep!(event(1))).toBeUndefined();
  process.emit('SIGINT');
  expect(hook.onStep!(event(2))).toBe('stop');
  void hook.onEnd!(end);
  process.stderr.write = write;
  expect(process.listenerCount('SIGINT')).toBe(before);
});
