import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@siamese/onnx';
import * as core from '@siamese/core';
import * as coreNode from '@siamese/core/node';
import { codeBlocksOf, runExample } from '@siamese/testing';
import { tinyVoices } from './encoder/voices.testing.ts';
import { put, temporaryFolder, wavFile } from './files.testing.ts';
import * as audio from './index.ts';
import * as audioNode from './node/index.ts';

/** What the examples make is theirs to keep; here it is disposed at the end. */
const made: { dispose(): unknown }[] = [];
const kept = <Encoder extends { model: tf.LayersModel }>(encoder: Encoder): Encoder => {
  made.push(encoder.model);
  return encoder;
};
const ge2e: typeof core.ge2e = (o) => {
  const loss = core.ge2e(o);
  made.push(...(loss.variables ?? []));
  return loss;
};
const modules = {
  '@siamese/onnx': {},
  '@siamese/core': { ...core, ge2e },
  '@siamese/core/node': coreNode,
  '@siamese/audio': {
    ...audio,
    createAudioEncoder: (o: audio.AudioEncoderOptions) => kept(audio.createAudioEncoder(o)),
  },
  '@siamese/audio/node': {
    ...audioNode,
    loadAudioEncoder: async (folder: string) => kept(await audioNode.loadAudioEncoder(folder)),
  },
};

// Thirty epochs of real training: seconds on an idle machine, minutes on one that is shared.
const patience = 300_000;

describe('the README', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let blocks: string[];
  const start = process.cwd();
  beforeAll(async () => {
    blocks = codeBlocksOf(await readFile(join(__dirname, '..', 'README.md'), 'utf8'));
    folder = await temporaryFolder();
    const { items, labels } = tinyVoices({ voices: 8, each: 3, seconds: 1, seed: 1 });
    for (const [i, { samples, sampleRate }] of items.entries()) {
      const file = wavFile([samples], { sampleRate });
      await put(join(folder.path, 'voices', labels[i]!, 'day', `${i}.wav`), file);
      if (i < 6) await put(join(folder.path, 'members', labels[i]!, `${i}.wav`), file);
      if (i < 2) await put(join(folder.path, `call-${i + 1}.wav`), file);
    }
    process.chdir(folder.path);
  }, patience);
  afterAll(async () => {
    process.chdir(start);
    await folder.remove();
  });

  it(
    'runs as it stands',
    async () => {
      expect(blocks).toHaveLength(5);
      await tf.ready();
      // Whatever the examples keep (a gallery) is theirs; a scope of the engine takes it away.
      tf.engine().startScope();
      try {
        const printed = [];
        for (const block of blocks) printed.push((await runExample(block, modules)).printed);
        expect(printed[0]).toEqual([[expect.any(Boolean), expect.any(Number), expect.any(Number)]]);
        expect(printed[1]).toMatchObject([[{ score: expect.any(Number) }]]);
        expect(printed[2]).toEqual([[true], [40]]);
        expect(printed[4]).toEqual([[expect.any(Number)]]);
      } finally {
        for (const each of made.splice(0)) each.dispose();
        tf.engine().endScope();
      }
    },
    patience,
  );
});
