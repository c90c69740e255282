import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeBlocksOf, runExample } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import * as core from '../index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';

test("the README's loop without a trainer learns", async () => {
  await tf.setBackend('cpu');
  const text = await readFile(join(__dirname, '..', '..', 'README.md'), 'utf8');
  const [block] = codeBlocksOf(text, 'javascript');
  const encoder = tinyPictureEncoder();
  const here = { ...tinyPictures({ classes: 8 }), encoder, steps: 30 };
  const modules = { '@siamese/onnx': {}, '@tensorflow/tfjs': tf, '@siamese/core': core, here };
  const called = `import * as here from 'here';\n${block!.replace('export ', '')}\nawait train(here);`;
  const losses = (await runExample(called, modules)).printed.map(([loss]) => loss as number);
  expect(losses).toHaveLength(30);
  expect(losses.at(-1)!).toBeLessThan(0.8 * losses[0]!);
  encoder.model.dispose();
});
