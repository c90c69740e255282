import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onEachBackend } from '@siamese/testing';
import * as tf from '@tensorflow/tfjs';
import { createComparator, createSiamese } from '../comparator.ts';
import { cosine, euclidean } from '../distances/index.ts';
import { embedBatch, type Encoder } from '../encoder.ts';
import { onDifference, onDistance, scaled } from '../heads/index.ts';
import { memoryStore, modelFrom, readModel, writeModel } from '../store/index.ts';
import { tinyPictureEncoder, tinyPictures, tinySequenceEncoder, tinySequences } from '../tiny-encoders.testing.ts';
import { folderStore, readModelFolder, save, writeFileAtomic } from './index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siamese-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const calibration = { threshold: -0.5, target: 'eer', far: 0.1, frr: 0.1, measuredOn: '4 items', pairs: 6 };

async function rowsOf<Item>(encoder: Encoder<Item>, items: readonly Item[]): Promise<number[]> {
  const prepared = await encoder.prepare(items);
  const embeddings = embedBatch(encoder, prepared);
  const values = [...(await embeddings.data())];
  embeddings.dispose();
  prepared.x.dispose();
  prepared.mask?.dispose();
  return values;
}

/** Runs a test with things made for it, and disposes their models afterwards. */
async function using(models: { dispose(): unknown }[], test: () => Promise<void>): Promise<void> {
  try {
    await test();
  } finally {
    for (const model of models) model.dispose();
  }
}

onEachBackend({ onnx: () => import('@siamese/onnx') }, () => {
  it.each([
    ['pictures', tinyPictureEncoder, tinyPictures({ classes: 2, perClass: 2 }).items],
    ['sequences with a mask', tinySequenceEncoder, tinySequences({ classes: 2, perClass: 2 }).items],
  ])('gives the same embeddings again: %s', async (_, create, items) => {
    const encoder = { ...create(), calibration } as Encoder<unknown>;
    await using([encoder.model], async () => {
      await save(encoder, join(folder, 'model'), {
        metrics: { eer: { value: 0.1, low: 0, high: 0.2, n: 9 } },
        trainedOn: '4 items',
      });
      expect(readdirSync(folder)).toEqual(['model']);
      const parts = await readModelFolder(join(folder, 'model'));
      const loaded = modelFrom(parts, () => encoder.prepare) as Encoder<unknown>;
      await using([loaded.model], async () => {
        expect(await rowsOf(loaded, items)).toEqual(await rowsOf(encoder, items));
        expect(parts).toMatchObject({ kind: 'encoder', trainedOn: '4 items', metrics: { eer: { value: 0.1, n: 9 } } });
        expect({ ...loaded, model: 0, prepare: 0 }).toEqual({ ...encoder, model: 0, prepare: 0 });
      });
    });
  });

  it('keeps a siamese as one encoder and a head', async () => {
    const encoder = tinyPictureEncoder();
    const siamese = { ...createSiamese({ encoder, head: onDistance(euclidean), seed: 3 }), calibration };
    await using([encoder.model, siamese.head.model], async () => {
      await save(siamese, folder);
      expect(readdirSync(folder).sort()).toEqual(['encoder', 'head', 'siamese.json']);
      const parts = await readModelFolder(folder);
      const loaded = modelFrom(parts, () => encoder.prepare);
      if (!('head' in loaded)) throw new Error('a siamese was saved');
      await using([loaded.a.model, loaded.head.model], async () => {
        expect(loaded.b).toBe(loaded.a);
        expect(loaded.calibration).toEqual(calibration);
        const [a, b] = [tf.tensor2d([[1, 2, 3, 4, 5, 6, 7, 8]]), tf.tensor2d([[1, 2, 3, 4, 0, 0, 0, 0]])];
        const logits = [siamese.head.logits(a, b), loaded.head.logits(a, b)];
        expect([...(await logits[1]!.data())]).toEqual([...(await logits[0]!.data())]);
        tf.dispose([a, b, logits]);
      });
    });
  });

  it('keeps two encoders and a head', async () => {
    const pictures = tinyPictureEncoder();
    const sequences = tinySequenceEncoder();
    for (const head of [onDifference(), scaled()]) {
      const pair = createComparator({ a: pictures, b: sequences, head });
      await save(pair, folder);
      pair.head.model.dispose();
    }
    expect(readdirSync(folder).sort()).toEqual(['a', 'b', 'head', 'siamese.json']);
    const parts = await readModelFolder(folder);
    if (parts.kind !== 'comparator') throw new Error('a comparator was saved');
    await using([pictures.model, sequences.model, parts.a.model, parts.b.model, parts.head.model], async () => {
      expect(parts.head.json).toEqual({ kind: 'scaled' });
      expect(parts.b).toMatchObject({ modality: 'tiny-sequence', distance: cosine });
      const items = tinySequences({ classes: 1, perClass: 2 }).items;
      const loaded = { ...parts.b, prepare: sequences.prepare };
      expect(await rowsOf(loaded, items)).toEqual(await rowsOf(sequences, items));
    });
  });
});

describe('what is on disk', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });
  beforeEach(async () => {
    const encoder = { ...tinyPictureEncoder(), calibration };
    await save(encoder, folder);
    encoder.model.dispose();
  });

  const edit = async (path: string, change: (text: string) => string) =>
    writeFile(join(folder, path), change(await readFile(join(folder, path), 'utf8')));

  it('is the same bytes through any store', async () => {
    const files = new Map<string, Uint8Array>();
    const encoder = { ...tinyPictureEncoder(), calibration };
    await writeModel(memoryStore(files), encoder);
    encoder.model.dispose();
    expect([...files.keys()].sort()).toEqual(['encoder/model.json', 'encoder/weights.bin', 'siamese.json']);
    for (const [path, bytes] of files) expect([...readFileSync(join(folder, path))]).toEqual([...bytes]);
    const parts = await readModel(memoryStore(files));
    if (parts.kind === 'encoder') parts.encoder.model.dispose();
  });

  it('loads in plain TensorFlow.js', async () => {
    const json = JSON.parse(await readFile(join(folder, 'encoder/model.json'), 'utf8')) as {
      weightsManifest: [{ paths: string[]; weights: tf.io.WeightsManifestEntry[] }];
      modelTopology: object;
    };
    const [{ paths, weights }] = json.weightsManifest;
    expect(paths).toEqual(['weights.bin']);
    const bytes = Uint8Array.from(await readFile(join(folder, 'encoder/weights.bin')));
    const model = await tf.loadLayersModel(
      tf.io.fromMemory({ modelTopology: json.modelTopology, weightSpecs: weights, weightData: bytes.buffer }),
    );
    expect(model.outputShape).toEqual([null, 8]);
    model.dispose();
  });

  it('is replaced as a whole, other files left alone', async () => {
    await writeFile(join(folder, 'notes.txt'), 'mine');
    const encoder = tinySequenceEncoder();
    const siamese = createSiamese({ encoder, head: scaled(), seed: 1 });
    await save(siamese, folder);
    const parts = await readModelFolder(folder);
    expect(readdirSync(folder).sort()).toEqual(['encoder', 'head', 'notes.txt', 'siamese.json']);
    if (parts.kind !== 'siamese') throw new Error('a siamese was saved');
    for (const { model } of [encoder, siamese.head, parts.encoder, parts.head]) model.dispose();
    const again = tinySequenceEncoder();
    await save(again, folder);
    again.model.dispose();
    expect(readdirSync(folder).sort()).toEqual(['encoder', 'notes.txt', 'siamese.json']);
  });

  const broken: [string, () => Promise<unknown>, ErrorConstructor | SyntaxErrorConstructor, RegExp][] = [
    ['no siamese.json', async () => rmSync(join(folder, 'siamese.json')), Error, /siamese\.json is not there; a model/],
    ['no weights', async () => rmSync(join(folder, 'encoder/weights.bin')), Error, /encoder.weights\.bin is not there/],
    [
      'weights cut short',
      async () => truncate(join(folder, 'encoder/weights.bin'), 100),
      SyntaxError,
      /weights\.bin must hold \d+ bytes of weights, got 100; the file is damaged or cut short/,
    ],
    [
      'siamese.json cut short',
      async () => truncate(join(folder, 'siamese.json'), 40),
      SyntaxError,
      /siamese\.json is not JSON: .*damaged or cut short/,
    ],
    ['siamese.json that is no object', () => edit('siamese.json', () => '[]'), SyntaxError, /siamese\.json/],
    [
      'a newer format',
      () => edit('siamese.json', (text) => text.replace('"format": 1', '"format": 2')),
      RangeError,
      /siamese\.json has format 2, this version reads up to 1: update @siamese\/core/,
    ],
    [
      'a wrong field',
      () => edit('siamese.json', (text) => text.replace('-0.5', '"low"')),
      SyntaxError,
      /siamese\.json: field calibration\.threshold must be number, got "low"/,
    ],
    [
      'a field too many',
      () => edit('siamese.json', (text) => text.replace('"far"', '"extra": 1, "far"')),
      SyntaxError,
      /siamese\.json: field calibration\.extra must be /,
    ],
    [
      'an unknown distance',
      () => edit('siamese.json', (text) => text.replace('"euclidean"', '"hamming"')),
      SyntaxError,
      /siamese\.json: field encoders\.encoder\.distance: .*euclidean, .*got "hamming"/,
    ],
    [
      'a kind that does not fit',
      () => edit('siamese.json', (text) => text.replace('"kind": "encoder"', '"kind": "siamese"')),
      SyntaxError,
      /field encoders and head must be those of a siamese/,
    ],
    ['a model.json cut short', async () => truncate(join(folder, 'encoder/model.json'), 9), SyntaxError, /not JSON/],
    [
      'a path that leaves the folder',
      () => edit('encoder/model.json', (text) => text.replace('"weights.bin"', '"../../../etc/passwd"')),
      RangeError,
      /path must stay inside the folder, got "\.\.\/\.\.\/\.\.\/etc\/passwd"/,
    ],
    [
      'layers that cannot follow one another',
      () =>
        edit('encoder/model.json', (text) =>
          text.replace('"Flatten"', '"Dropout"').replace('"units":8', '"units":"8"'),
        ),
      SyntaxError,
      /encoder.model\.json is no model that can be built: /,
    ],
    [
      'an unknown layer',
      () => edit('encoder/model.json', (text) => text.replace('"Conv2D"', '"Constructor"')),
      SyntaxError,
      /encoder.model\.json is no model that can be built: .*Constructor/,
    ],
  ];
  it.each(broken)('is refused: %s', async (_, spoil, kind, message) => {
    await spoil();
    const error: unknown = await readModelFolder(folder).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(kind);
    expect((error as Error).message).toMatch(message);
    expect((error as Error).message).toContain(folder);
  });

  it('is refused where the path is below a file', async () => {
    const below = join(folder, 'siamese.json', 'deeper');
    await expect(readModelFolder(below)).rejects.toThrow('is not there; a model folder');
    const encoder = tinyPictureEncoder();
    await expect(save(encoder, below)).rejects.toMatchObject({ code: 'ENOTDIR' });
    await expect(save(encoder, join(folder, 'siamese.json'))).rejects.toThrow('got the file');
    encoder.model.dispose();
    expect(readdirSync(folder).sort()).toEqual(['encoder', 'siamese.json']);
  });

  it('is left as it was where something cannot be kept', async () => {
    const before = readFileSync(join(folder, 'siamese.json'), 'utf8');
    const encoder = tinyPictureEncoder();
    await expect(save(encoder, folder, { metrics: { eer: { value: NaN, n: 1 } } })).rejects.toThrow(
      'siamese.json: field metrics.eer.value must be number, got null',
    );
    encoder.model.dispose();
    expect(readFileSync(join(folder, 'siamese.json'), 'utf8')).toBe(before);
    expect(readdirSync(join(folder, '..')).filter((name) => name.startsWith(`.${folder.split('/').at(-1)}`))).toEqual(
      [],
    );
  });

  it('is never read whole where it is too long', async () => {
    await expect(folderStore(folder).read('siamese.json', 10)).rejects.toThrow('must be at most 10 bytes');
    await expect(folderStore(folder).read('../x', 10)).rejects.toThrow('must stay inside the folder');
    await expect(folderStore(folder).read('encoder', 10)).rejects.toThrow('must be a file');
  });
});

describe('writeFileAtomic', () => {
  it('replaces a file', async () => {
    const path = join(folder, 'x.json');
    await writeFileAtomic(path, 'one');
    await writeFileAtomic(path, Uint8Array.of(116, 119, 111));
    expect(readFileSync(path, 'utf8')).toBe('two');
    expect(readdirSync(folder)).toEqual(['x.json']);
  });

  it('leaves nothing where it fails', async () => {
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'taken', 'x'), '');
    await expect(writeFileAtomic(join(folder, 'taken'), 'one')).rejects.toMatchObject({ syscall: 'rename' });
    await expect(writeFileAtomic(join(folder, 'no', 'such'), 'one')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(readdirSync(folder)).toEqual(['taken']);
  });

  (canMount() ? it : it.skip)('leaves nothing on a full disk, and keeps what was there', async () => {
    const path = join(folder, 'x.bin');
    mountSmallDisk(folder);
    try {
      await writeFileAtomic(path, 'small');
      await expect(writeFileAtomic(path, new Uint8Array(2 ** 20))).rejects.toMatchObject({ code: 'ENOSPC' });
      expect(readdirSync(folder)).toEqual(['x.bin']);
      expect(readFileSync(path, 'utf8')).toBe('small');
      const encoder = tinyPictureEncoder({ dimensions: 4096 });
      await expect(save(encoder, join(folder, 'model'))).rejects.toMatchObject({ code: 'ENOSPC' });
      encoder.model.dispose();
      expect(readdirSync(folder)).toEqual(['x.bin']);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
});

function mountSmallDisk(at: string): void {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', at], { stdio: 'ignore' });
}

/** Whether a disk of 64 kB can be had: on Linux, as root, where mounting is allowed. */
function canMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'siamese-disk-'));
  try {
    mountSmallDisk(at);
    execFileSync('umount', [at]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true, force: true });
  }
}
