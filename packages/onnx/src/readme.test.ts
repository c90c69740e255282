import { readFile } from 'node:fs/promises';
import { runProgram } from './testing/run-program.ts';

test("the README's example runs as it is printed", async () => {
  const readme = await readFile(`${__dirname}/../README.md`, 'utf8');
  const [, code] = /```js\n(.*?)```/s.exec(readme)!;
  expect(await runProgram(code!)).toBe('onnx: loss is small');
}, 60_000);
