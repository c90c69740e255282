import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeBlocksOf, runExample } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import * as core from '../index.ts';
import { tinyPictureEncoder, tinyPictures } from '../tiny-encoders.testing.ts';
import * as node from './index.ts';

test("the README's example keeps a gallery and embeddings, and goes on the second time", async () => {
  await tf.setBackend('cpu');
  const folder = mkdtempSync(join(tmpdir(), 'siamese-'));
  const encoder = tinyPictureEncoder();
  try {
    const block = codeBlocksOf(await readFile(join(__dirname, '..', '..', 'README.md'), 'utf8'), 'javascript').find(
      (code) => code.includes('saveGallery'),
    );
    const people = tinyPictures({ classes: 3, perClass: 4 });
    const strangers = { ...tinyPictures({ classes: 3, perClass: 4, seed: 9 }), labels: Array<string>(12).fill('z') };
    const here = { encoder, people, strangers, items: people.items.slice(0, 5), folder };
    const modules = { '@siamese/core': core, '@siamese/core/node': node, here };
    const called = `import * as here from 'here';\n${block!.replace('export ', '')}\nawait keep(here);`;
    const { printed } = await runExample(called, modules);
    const [[answers], [kept]] = printed as [[core.Answer[]], [node.KeptEmbeddings]];
    expect(answers).toHaveLength(5);
    for (const { label, reason } of answers) expect(label === undefined).toBe(reason !== undefined);
    expect(kept).toMatchObject({
      keys: [0, 1, 2, 3, 4].map((i) => `item ${i}`),
      embeddings: { rows: 5, dimensions: 8 },
    });
    expect((await runExample(called, modules)).printed).toEqual(printed);
    expect(readdirSync(folder).sort()).toEqual(['items.keys.csv', 'items.npy', 'people.gallery']);
  } finally {
    encoder.model.dispose();
    rmSync(folder, { recursive: true });
  }
});
