import { join } from 'node:path';
import type { Hook } from '@siamese/core';
import { openLines, type LineFile } from '../run-folder/lines.ts';
import { secondsSince } from '../seconds-since.ts';

const timingEvery = 50;

/**
 * Writes a line for each step into `metrics.jsonl`, which holds no times and is the same for the same seed, and the
 * seconds so far into `timing.jsonl`, every fifty steps. A run that goes on from a checkpoint cuts both back to its step
 * first; its seconds count from there.
 *
 * @param more what else was found after the step, by a hook that came before
 */
export function writeMetrics(folder: string, more: () => object = () => ({})): Hook {
  let metrics: LineFile | undefined;
  let timing: LineFile | undefined;
  let start = 0;
  let items = 0;
  return {
    name: 'metrics',
    onStart({ from }) {
      const keeps = from === 0 ? undefined : ({ step }: { readonly step?: unknown }) => (step as number) <= from;
      metrics = openLines(join(folder, 'metrics.jsonl'), keeps);
      timing = openLines(join(folder, 'timing.jsonl'), keeps);
      start = performance.now();
      items = 0;
    },
    onStep({ step, steps, epoch, loss, learningRate, spread, active, items: ofStep }) {
      metrics!.write({ step, epoch, loss, learningRate, spread, active, ...more() });
      items += ofStep;
      if (step % timingEvery !== 0 && step !== steps) return;
      timing!.write({ step, seconds: Number(secondsSince(start).toFixed(3)), items });
    },
    onEnd() {
      metrics!.close();
      timing!.close();
    },
    dispose() {
      metrics?.drop();
      timing?.drop();
    },
  };
}
