import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { decodeAll } from '../decode-all.ts';
import { decodeAudio } from '../decode-audio.ts';
import { bytesOf, oracle, put, temporaryFolder, tone, wavFile } from '../files.testing.ts';
import { openFeatures } from '../front-end/open-features.ts';
import { whisper } from '../front-end/presets.ts';
import type { AudioPreparation } from '../preparation/preparation.ts';
import { readItem } from '../preparation/read-item.ts';
import * as here from './do-here.ts';
import { doElsewhere } from './node.ts';

// A thread is outside of jest: what is counted here is what is done in this one.
const { doHere } = jest.requireActual<typeof here>('./do-here.ts');
jest.mock('./do-here.ts', () => ({ doHere: jest.fn() }));
const doneHere = here.doHere as unknown as jest.Mock;
doneHere.mockImplementation(doHere);

jest.setTimeout(60_000); // threads have to start, perhaps on a busy machine

const withThreads = availableParallelism() > 1 ? it : it.skip;
const preparation: AudioPreparation = {
  frontEnd: whisper,
  channel: 'mean',
  seconds: 0.2,
  inference: 'centre',
  windows: null,
  longest: 60,
  trim: null,
  loudness: -20,
  augment: null,
};
const file = (i: number) =>
  wavFile([tone(0.15 + i / 100, { hertz: 100 + 10 * i, sampleRate: 22_050 })], { sampleRate: 22_050 });

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

describe('decoding in threads', () => {
  withThreads('gives what this thread gives, in order, whichever is ready first', async () => {
    const paths = await Promise.all(
      Array.from({ length: 20 }, (_, i) => put(join(folder.path, `${i}.wav`), file(19 - i))),
    );
    const items = [
      ...paths,
      bytesOf(oracle.files['flac16']!.file),
      bytesOf(oracle.files['mp3']!.file),
      file(3).subarray(),
    ];
    const labels = items.map((_, i) => `${i}`);
    const { items: found } = await decodeAll({ items, labels }, { sampleRate: 16_000 });
    expect(doneHere).toHaveBeenCalledTimes(8);
    expect(found).toEqual(await Promise.all(items.map((item) => decodeAudio(item, { sampleRate: 16_000 }))));
    expect(found.every(({ samples }) => samples.byteLength === samples.buffer.byteLength)).toBe(true);
  });

  withThreads('prepares too, and throws there what would be thrown here', async () => {
    const features = await openFeatures(whisper);
    const wanted = { centre: 3200, as: 'features' } as const;
    const item = file(9);
    expect(await doElsewhere({ kind: 'prepare', item, preparation, wanted })).toEqual(
      await readItem(item, preparation, wanted, features),
    );
    const bad = [join(folder.path, 'gone.wav'), file(1).subarray(0, 500), wavFile([new Float32Array(9000)])];
    for (const item of bad) {
      const [theirs, ours] = await Promise.all(
        [
          doElsewhere({ kind: 'prepare', item, preparation, wanted }),
          readItem(item, preparation, wanted, features),
        ].map((work) => work.catch((error: Error) => ({ name: error.name, message: error.message }))),
      );
      expect(theirs).toEqual(ours);
      expect(ours).toMatchObject({ message: expect.stringMatching(/not there|cut short|silence/) });
    }
    expect(doneHere).toHaveBeenCalledTimes(8);
  });

  withThreads('does here what cannot be sent', async () => {
    const options = { sampleRate: 16_000, toString: () => 'a function' };
    const { samples } = await doElsewhere({ kind: 'decode', item: file(2), options });
    expect(samples).toEqual((await decodeAudio(file(2), { sampleRate: 16_000 })).samples);
    expect(doneHere).toHaveBeenCalledTimes(9);
  });
});
