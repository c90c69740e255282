import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeBlocksOf, runExample } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import * as generators from './generators/index.ts';
import * as heads from './heads/index.ts';
import * as core from './index.ts';
import * as losses from './losses/index.ts';
import * as mining from './mining/index.ts';

const readme = () => readFile(join(__dirname, '..', 'README.md'), 'utf8');

test('the example of the README runs as it stands', async () => {
  await import('@siamese/onnx');
  await tf.setBackend('onnx');
  const blocks = codeBlocksOf(await readme(), 'js');
  expect(blocks).toHaveLength(1);
  const before = new Set(Object.keys(tf.engine().state.registeredVariables));
  const { printed } = await runExample(blocks[0]!, {
    '@siamese/onnx': {},
    '@tensorflow/tfjs': tf,
    '@siamese/core': core,
  });
  expect(printed).toEqual([
    [
      {
        same: expect.any(Boolean),
        score: expect.any(Number),
        threshold: expect.any(Number),
        probability: expect.any(Number),
      },
    ],
    [expect.stringMatching(/^cloud \d+$/), expect.any(String)],
  ]);
  const { registeredVariables } = tf.engine().state;
  for (const name of Object.keys(registeredVariables)) if (!before.has(name)) registeredVariables[name]!.dispose();
});

test('every loss, miner, head and batch that is exported is in the README', async () => {
  const text = await readme();
  const reductions = ['mean', 'meanNonZero', 'sum'];
  const names = [losses, mining, heads, generators].flatMap((room) => Object.keys(room));
  const missing = names.filter(
    (name) => !reductions.includes(name) && name !== 'headFrom' && !new RegExp(`\\b${name}\\b`).test(text),
  );
  expect(missing).toEqual([]);
  expect(names.filter((name) => !(name in core))).toEqual([]);
});
