import { join, relative } from 'node:path';
import { fromArrays, fromIterable, decodeAll } from '../index.ts';
import { put, temporaryFolder, tone, wavFile } from '../files.testing.ts';
import { fromCsv, fromFolder } from './index.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());
const at = (...names: string[]) => join(folder.path, ...names);
const fill = (name: string, ...files: string[]) => Promise.all(files.map((file) => put(at(name, file), 'x')));

describe('fromFolder', () => {
  it('takes sub-folders as speakers, any depth', async () => {
    await fill('voices', 'ada/2.WAV', 'ada/deep/er/1.flac', 'bob/x.opus', 'bob/notes.txt', 'loose.mp3');
    const data = await fromFolder(at('voices'));
    expect(data.items.map((path) => relative(at('voices'), path))).toEqual([
      join('ada', '2.WAV'),
      join('ada', 'deep', 'er', '1.flac'),
      join('bob', 'x.opus'),
    ]);
    expect(data.labels).toEqual(['ada', 'ada', 'bob']);
    expect(data.skipped.map(({ reason }) => reason)).toEqual([
      'is no recording by its name',
      'is in no speaker folder',
    ]);
  });

  it('names a folder without recordings, and one with one speaker where two are needed', async () => {
    await fill('flat', '1.wav', '2.wav');
    await expect(fromFolder(at('flat'))).rejects.toThrow(
      /flat has 2 recordings but no speaker folder; put the recordings of each speaker into a folder of its own: \S+<speaker>.<recording>\.wav/,
    );
    await fill('one', 'ada/1.wav', 'ada/2.wav');
    expect((await fromFolder(at('one'))).labels).toEqual(['ada', 'ada']);
    await expect(fromFolder(at('one'), { minClasses: 2 })).rejects.toThrow(
      /one has only one speaker \(ada\), 2 or more are needed/,
    );
  });

  it('takes one file a speaker', async () => {
    await fill('few', 'ada/1.wav', 'bob/1.wav');
    expect((await fromFolder(at('few'), { minClasses: 2 })).labels).toEqual(['ada', 'bob']);
  });
});

describe('other sources', () => {
  it('a table, an array, a stream', async () => {
    await put(at('a.wav'), wavFile([tone(0.2)]));
    const table = await put(at('list.csv'), 'path,who,day\na.wav,ada,monday\n');
    expect(await fromCsv(table, { label: 'who', group: 'day' })).toEqual({
      items: [at('a.wav')],
      labels: ['ada'],
      groups: ['monday'],
      skipped: [],
    });
    const empty = await put(at('empty.csv'), 'path,label\n');
    await expect(fromCsv(empty)).rejects.toThrow(/a line for each recording/);
    const data = fromArrays([tone(0.2)], ['ada'], { sampleRate: 16_000 });
    expect(data).toEqual({ items: [{ samples: tone(0.2), sampleRate: 16_000 }], labels: ['ada'] });
    expect(() => fromArrays([], ['ada'], { sampleRate: 16_000 })).toThrow(
      'recordings must be as many as labels (1), got 0',
    );
    expect(() => fromArrays([tone(1)], ['ada'], { sampleRate: 9 })).toThrow(RangeError);
    expect(() => fromArrays([[1] as unknown as Float32Array], ['ada'], { sampleRate: 8000 })).toThrow(TypeError);
    async function* stream() {
      yield { item: tone(0.2), label: 'ada' };
    }
    expect((await fromIterable(stream())).labels).toEqual(['ada']);
  });
});

describe('decodeAll', () => {
  it('brings all to one rate, and finds what is bad', async () => {
    const good = await put(at('good.wav'), wavFile([tone(1, { sampleRate: 8000 })], { sampleRate: 8000 }));
    const bad = await put(at('bad.wav'), 'no sound');
    const data = { items: [good, bad, good], labels: ['a', 'b', 'c'], groups: ['x', 'y', 'z'] };
    await expect(decodeAll(data)).rejects.toThrow(/bad\.wav is not a recording/);
    const told: number[] = [];
    const decoded = await decodeAll(data, { skipBad: true, sampleRate: 16_000, onProgress: (done) => told.push(done) });
    expect(decoded.labels).toEqual(['a', 'c']);
    expect(decoded.groups).toEqual(['x', 'z']);
    expect(decoded.items.map(({ samples, name }) => [samples.length, name])).toEqual([
      [16_000, good],
      [16_000, good],
    ]);
    expect(decoded.skipped).toMatchObject([{ path: bad }]);
    expect(told).toEqual([1, 2, 3]);
    await expect(decodeAll({ items: [bad], labels: ['b'] }, { skipBad: true })).rejects.toThrow(
      /no recording could be read/,
    );
  });

  it('finds silence, which an encoder would refuse in the middle of its training', async () => {
    const hum = wavFile([tone(0.2)]);
    const silence = wavFile([new Float32Array(3200)]);
    const data = { items: [hum, silence], labels: ['a', 'b'] };
    const reason = 'the recording in 6444 bytes has nothing but silence where it is read; remove it';
    await expect(decodeAll(data)).rejects.toThrow(new SyntaxError(reason));
    expect(await decodeAll(data, { skipBad: true })).toMatchObject({ labels: ['a'], skipped: [{ reason }] });
  });
});
