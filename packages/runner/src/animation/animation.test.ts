import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunInfo, StepEvent } from '@siamese/core';
import sharp from 'sharp';
import { keepLatent, latentSvg, readLatent, writeAnimation } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siamese-latent-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs a hook as `fit` would; at step s both items lie at s. */
async function train(steps: number, from = 0, stopAt = steps): Promise<void> {
  let at = from;
  const hook = keepLatent(folder, async () => ({ values: Float32Array.of(at, -at, 1, 2), rows: 2, dimensions: 2 }));
  await hook.onStart!({ steps, from, stepsPerEpoch: 2.5 } as RunInfo);
  for (at = from + 1; at <= stopAt; at++) await hook.onStep!({ step: at, steps } as StepEvent);
  await hook.onEnd!({ steps: stopAt, loss: 0, stopped: 'done' });
}

it('keeps a frame before training, after every epoch and at the end, and goes on from a checkpoint in the same bytes', async () => {
  await train(6);
  const frames = readLatent(folder);
  expect(frames.map(({ step, epoch }) => [step, epoch])).toEqual([
    [0, 0],
    [3, 1],
    [5, 2],
    [6, 3],
  ]);
  expect(frames[1]!.points).toEqual([3, -3, 1, 2]);
  const whole = readFileSync(join(folder, 'latent.jsonl'), 'utf8');
  await train(6, 0, 5);
  await train(6, 4);
  expect(readFileSync(join(folder, 'latent.jsonl'), 'utf8')).toBe(whole);
});

it('is an animated WebP of a frame each, for ever', async () => {
  await train(6);
  const path = await writeAnimation(folder, { title: 'digits', labels: ['a', 'b'] });
  const { format, pages, loop, delay, width, pageHeight } = await sharp(path, { animated: true }).metadata();
  expect({ format, pages, loop, delay, width, pageHeight }).toEqual({
    format: 'webp',
    pages: 4,
    loop: 0,
    delay: [450, 450, 450, 2500],
    width: 720,
    pageHeight: 600,
  });
});

it('draws title, counter, legend and every finite point, and keeps hostile names as text', () => {
  const labels = Array.from({ length: 12 }, (_, i) => (i === 3 ? '<script>' : `class ${i}`));
  const points = labels.flatMap((_, i) => (i === 5 ? [NaN, 0] : [i, 10 * i]));
  const svg = latentSvg({ title: 'a < b', counter: 'epoch 1 of 2', points, labels });
  expect(svg).toContain('a &lt; b');
  expect(svg).toContain('epoch 1 of 2');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).toContain('2 more');
  expect(svg.match(/<circle[^>]*r="3"/g)).toHaveLength(11);
  // The last of twelve points is the farthest up; both axes have one scale.
  const places = [...svg.matchAll(/cx="([\d.]+)" cy="([\d.]+)" r="3"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  const [first, last] = [places[0]!, places.at(-1)!];
  expect((first[1]! - last[1]!) / (last[0]! - first[0]!)).toBeCloseTo(10, 1);
  expect(latentSvg({ title: '', counter: '', points: [], labels: [] })).not.toMatch(/NaN|Infinity/);
});
