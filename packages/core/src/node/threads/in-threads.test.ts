import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { alone, answering, inThreads } from './index.ts';

jest.setTimeout(60_000); // threads have to start, perhaps on a busy machine

const withThreads = availableParallelism() > 1 ? it : it.skip;
const folder = mkdtempSync(join(tmpdir(), 'threads-'));
afterAll(() => rmSync(folder, { recursive: true }));
const entry = join(folder, 'entry.mjs');
writeFileSync(
  entry,
  `export default async ({ value }) => value < 0 ? { error: new RangeError('there: ' + value) } : { done: 'there: ' + value };`,
);

type Task = { readonly value: number; readonly more?: unknown };
const doHere = async ({ value }: Task) => `here: ${value}`;

describe('inThreads', () => {
  withThreads('does the first few tasks here, and others there', async () => {
    const run = inThreads({ entry: () => entry, doHere, few: 2 });
    expect(await Promise.all([1, 2, 3, 4].map((value) => run({ value })))).toEqual([
      'here: 1',
      'here: 2',
      'there: 3',
      'there: 4',
    ]);
    const error = await run({ value: -5 }).catch((thrown: Error) => ({ name: thrown.name, message: thrown.message }));
    expect(error).toEqual({ name: 'RangeError', message: 'there: -5' });
    expect(await run({ value: 6, more: () => 'a function cannot be sent' })).toBe('here: 6');
  });

  withThreads('does here what was waiting for a thread that cannot start', async () => {
    const run = inThreads({ entry: () => join(folder, 'gone.mjs'), doHere, few: 0 });
    const values = Array.from({ length: 40 }, (_, i) => i);
    expect(await Promise.all(values.map((value) => run({ value })))).toEqual(values.map((value) => `here: ${value}`));
    expect(await run({ value: 41 })).toBe('here: 41');
  });

  it('does here what a thread cannot, for want of an entry', async () => {
    const none = (): string => {
      throw new Error('bundled');
    };
    expect(await inThreads({ entry: none, doHere, few: 0 })({ value: 1 })).toBe('here: 1');
  });
});

test('answering sends back what comes, or what is thrown', async () => {
  const answer = answering(async (value: number) => {
    if (value < 0) throw new RangeError('below 0');
    return value + 1;
  });
  expect(await answer(1)).toEqual({ done: 2 });
  expect(await answer(-1)).toEqual({ error: new RangeError('below 0') });
});

describe('alone', () => {
  it('copies views, and nothing else', () => {
    const whole = Float32Array.of(1, 2, 3);
    expect(alone(whole)).toBe(whole);
    const part = alone(whole.subarray(1));
    expect([part, part.buffer.byteLength]).toEqual([Float32Array.of(2, 3), 8]);
    const pooled = alone(Buffer.from('abc') as unknown as Uint8Array);
    expect([[...pooled], pooled.buffer.byteLength]).toEqual([[97, 98, 99], 3]);
  });
});
