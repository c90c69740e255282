import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@siamese/onnx';
import * as core from '@siamese/core';
import * as coreNode from '@siamese/core/node';
import { drawnFile, put, temporaryFolder } from './files.testing.ts';
import * as image from './index.ts';
import * as imageNode from './node/index.ts';

const modules: Record<string, object> = {
  '@siamese/onnx': {},
  '@siamese/core': core,
  '@siamese/core/node': coreNode,
  '@siamese/image': image,
  '@siamese/image/node': imageNode,
};
const names = [
  'ada',
  'bob',
  'cem',
  'dia',
  'eva',
  'fay',
  'gus',
  'hal',
  'ida',
  'jan',
  'kim',
  'leo',
  'mia',
  'ned',
  'ora',
  'pia',
];

/** Runs a block of the README as it stands, only its imports looked up here; gives what it printed and its variables. */
async function run(block: string): Promise<{ printed: unknown[]; scope: Record<string, unknown> }> {
  const body = block
    .replaceAll(/^import '([^']+)';/gm, "load('$1');")
    .replaceAll(/^import (\{[^}]+\}) from '([^']+)';/gm, "const $1 = load('$2');");
  const declared = [...body.matchAll(/^const (?:\{([^}=]+)\}|\[(\w+)\]|(\w+)) = (?!load)/gm)].flatMap((found) =>
    (found[1] ?? found[2] ?? found[3])!.split(',').map((name) => name.trim()),
  );
  const printed: unknown[] = [];
  const load = (name: string) => {
    const found = modules[name];
    if (found === undefined) throw new Error(`the README imports ${name}`);
    return found;
  };
  const Run = Object.getPrototypeOf(async () => {}).constructor as new (
    ...source: string[]
  ) => (load: unknown, console: unknown) => Promise<Record<string, unknown>>;
  const scope = await new Run('load', 'console', `${body}\nreturn { ${declared.join(', ')} };`)(load, {
    log: (...args: unknown[]) => printed.push(...args),
  });
  return { printed, scope };
}

// Twenty epochs of real training: seconds on an idle machine, minutes on one that is shared.
const patience = 300_000;

describe('the README', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let blocks: string[];
  const start = process.cwd();
  beforeAll(async () => {
    const text = await readFile(join(__dirname, '..', 'README.md'), 'utf8');
    blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!);
    folder = await temporaryFolder();
    const drawing = (seed: number, jitter: number) => drawnFile({ seed, jitter, width: 48, height: 40 }, 'jpeg');
    for (const [seed, name] of names.entries()) {
      for (let i = 1; i <= 4; i++) await put(join(folder.path, 'faces', name, `${i}.jpg`), await drawing(seed, i));
    }
    for (const name of ['ada', 'bob']) {
      for (const i of [5, 6]) {
        await put(join(folder.path, 'members', name, `${i}.jpg`), await drawing(names.indexOf(name), i));
      }
    }
    await put(join(folder.path, 'at-the-door.jpg'), await drawing(0, 7));
    process.chdir(folder.path);
  }, patience);
  afterAll(async () => {
    process.chdir(start);
    await folder.remove();
  });

  it('has four examples', () => expect(blocks).toHaveLength(4));

  it(
    'runs as it stands: ten lines, then the saved model',
    async () => {
      await tf.ready();
      // Whatever the examples keep (a model, a gallery) is theirs; a scope of the engine takes it away.
      tf.engine().startScope();
      try {
        const first = await run(blocks[0]!);
        expect(Object.keys(first.printed[0] as object)).toEqual(expect.arrayContaining(['eer', 'auc', 'minDcf']));
        expect(first.scope['answer']).toMatchObject({ score: expect.any(Number) });
        const second = await run(blocks[1]!);
        expect(second.scope).toMatchObject({ same: expect.any(Boolean), threshold: expect.any(Number) });
        disposeEncoder(first.scope['encoder']);
        disposeEncoder(second.scope['encoder']);
      } finally {
        tf.engine().endScope();
      }
    },
    patience,
  );

  it('makes the encoders of the other examples', async () => {
    for (const block of blocks.slice(2)) {
      const { scope } = await run(block);
      disposeEncoder(scope['encoder']);
    }
  });
});

function disposeEncoder(encoder: unknown): void {
  (encoder as image.ImageEncoder).model.dispose();
}
