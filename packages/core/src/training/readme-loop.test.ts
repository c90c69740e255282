import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeBlocksOf } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import * as core from '../index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';

type Train = (o: {
  encoder: core.Encoder<readonly number[]>;
  items: readonly (readonly number[])[];
  labels: readonly string[];
  steps: number;
}) => Promise<void>;

test("the README's loop without a trainer learns", async () => {
  await tf.setBackend('cpu');
  const text = await readFile(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const [block] = codeBlocksOf(text, 'javascript');
  const body = block!.replaceAll(/^import .*$/gm, '').replace('export async function', 'return async function');
  const names = /import \{ (.*) \} from '@siamese\/core'/.exec(block!)![1]!.split(', ');
  expect(names.filter((name) => !(name in core))).toEqual([]);
  const losses: number[] = [];
  const make = new Function('tf', 'console', ...names, body);
  const log = { log: (loss: number) => losses.push(loss) };
  const train = make(tf, log, ...names.map((name) => core[name as keyof typeof core])) as Train;
  const encoder = tinyPictureEncoder();
  await train({ ...tinyPictures({ classes: 8 }), encoder, steps: 30 });
  expect(losses).toHaveLength(30);
  expect(losses.at(-1)!).toBeLessThan(0.8 * losses[0]!);
  encoder.model.dispose();
});
