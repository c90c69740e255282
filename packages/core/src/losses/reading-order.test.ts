import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as losses from './index.ts';

/** What has no paper of its own. */
const ownMakes = ['weightedSum', 'regularized', 'mean', 'sum', 'meanNonZero'];

/** The comment above each export of a file that the folder exports. */
function documented(): [name: string, text: string][] {
  const files = readdirSync(__dirname).filter((file) => !/index|\.(test|testing)\./.test(file));
  return files.flatMap((file) =>
    [
      ...readFileSync(join(__dirname, file), 'utf8').matchAll(
        /\/\*\*((?:(?!\*\/)[^])*)\*\/\nexport (?:function|const) (\w+)/g,
      ),
    ]
      .map(([, text, name]): [string, string] => [name!, text!.replaceAll(/\n \*/g, '\n')])
      .filter(([name]) => name in losses),
  );
}

test('who knows one loss can read all: formula, shapes, degenerate case, paper, options, errors, in this order', () => {
  const all = documented();
  expect(all.map(([name]) => name).sort()).toEqual(Object.keys(losses).sort());
  const out = all.flatMap(([name, text]) => {
    if (ownMakes.includes(name)) return [];
    const parts = [/`/, /\[n/, /\n Reference: /, /\n @(param|throws) |$/, /\n @throws |$/].map((part) =>
      text.search(part),
    );
    const sorted = parts.every((at, i) => at >= 0 && (i === 0 || at >= parts[i - 1]!));
    const degenerate = /\b(0|zero|finite|alone|one row|coincide|equal)\b/.test(text.slice(0, parts[2]));
    return sorted && degenerate ? [] : [name];
  });
  expect(out).toEqual([]);
});
