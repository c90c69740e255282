import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { drawnFile, put, temporaryFolder } from '../files.testing.ts';
import { loadPictures } from '../preparation/load-pictures.ts';
import * as load from './load.ts';

// A thread is outside of jest: what is counted here is what is done in this one.
const { loadHere } = jest.requireActual<typeof load>('./load.ts');
jest.mock('./load.ts', () => ({ loadHere: jest.fn() }));
const doneHere = load.loadHere as unknown as jest.Mock;
doneHere.mockImplementation(loadHere);

jest.setTimeout(60_000); // threads have to start, perhaps on a busy machine

const withThreads = availableParallelism() > 1 ? it : it.skip;
const frame = { width: 16, height: 12, channels: 3 } as const;
const formats = ['jpeg', 'png', 'webp', 'gif'] as const;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let paths: string[];
beforeAll(async () => {
  folder = await temporaryFolder();
  paths = await Promise.all(
    Array.from({ length: 60 }, async (_, i) =>
      put(join(folder.path, `${i}`), await drawnFile({ seed: i }, formats[i % 4]!)),
    ),
  );
});
afterAll(() => folder.remove());

withThreads('threads give what this one gives, in order', async () => {
  const pixels = { width: 16, height: 12, channels: 3, data: new Uint8Array(16 * 12 * 3) } as const;
  const bytes = await drawnFile({ seed: 1, width: 300, height: 200 }, 'jpeg');
  const files = [...paths, bytes, bytes.subarray()];
  const found = await loadPictures([pixels, ...files], frame);
  expect(doneHere).toHaveBeenCalledTimes(2);
  expect(found).toEqual([pixels, ...(await loadHere({ items: files, frame }))]);
});

withThreads('threads throw what this one throws', async () => {
  const whole = await drawnFile({ seed: 1 }, 'jpeg');
  const cut = whole.subarray(0, whole.length - 100);
  const bad = [join(folder.path, 'gone.png'), await put(join(folder.path, 'cut.jpg'), cut), cut, folder.path];
  for (const item of bad) {
    const [theirs, ours] = await Promise.all(
      [loadPictures([paths[0]!, item], frame), loadHere({ items: [item], frame })].map((work) =>
        work.catch((error: Error) => ({ name: error.name, message: error.message })),
      ),
    );
    expect(theirs).toEqual(ours);
    expect(ours).toMatchObject({ message: expect.stringMatching(/is not there|cut short|is no file/) });
  }
  expect(doneHere).toHaveBeenCalledTimes(2);
});
