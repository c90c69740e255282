import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeBlocksOf, runExample } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import * as core from './index.ts';

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
    [{ same: expect.any(Boolean), score: expect.any(Number), threshold: expect.any(Number) }],
    [expect.stringMatching(/^cloud \d+$/), expect.any(String)],
  ]);
  const { registeredVariables } = tf.engine().state;
  for (const name of Object.keys(registeredVariables)) if (!before.has(name)) registeredVariables[name]!.dispose();
});

test('every loss, miner, head and batch that is exported is in the README', async () => {
  const text = await readme();
  for (const name of [
    'supervisedContrastive',
    'triplet',
    'contrastive',
    'binaryCrossEntropy',
    'semiHard',
    'batchHard',
    'batchAll',
    'groups',
    'pairs',
    'triplets',
    'inOrder',
  ] as const) {
    expect(core).toHaveProperty(name);
    expect(text).toContain(`${name}(`);
  }
});
