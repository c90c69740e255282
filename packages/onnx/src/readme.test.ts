import { readFile } from 'node:fs/promises';
import { runProgram } from './testing/run-program.ts';

/** The README's example that has this in it. */
async function example(part: string): Promise<string> {
  const readme = await readFile(`${__dirname}/../README.md`, 'utf8');
  const found = [...readme.matchAll(/```js\n(.*?)```/gs)].find(([code]) => code.includes(part));
  return found![1]!;
}

test("the README's example runs as it is printed", async () => {
  expect(await runProgram(await example('adam.minimize'))).toBe('onnx: loss is small');
}, 60_000);

test('so does that of predictions and files', async () => {
  expect(await runProgram(await example('exportOnnx'))).toBe('batch x sequence x 3 true');
}, 60_000);
