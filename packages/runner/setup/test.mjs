/* `npm test`: sets up everything, runs every test (or those whose path is given), and closes with one line that counts them. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { install } from './install.mjs';
import { root } from './root.mjs';
import { spawnNode } from './spawn-node.mjs';

const args = process.argv.slice(2);
await install('everything');

const counts = [await jest(args)];
if (args.length === 0) counts.push(await conformance());
const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
process.exit(sum('failed') === 0 ? 0 : 1);

async function jest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'jest-counts-'));
  const file = join(folder, 'counts.json');
  try {
    const code = await spawnNode(['node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...args]);
    const result = JSON.parse(readFileSync(file, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return {
      passed: result.numPassedTests,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** TensorFlow.js's own op specs over our backend: jasmine's, so they have a runner of their own, whose last line counts. */
function conformance() {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['packages/onnx/conformance/run.mjs'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (data) => {
      output += data;
      process.stdout.write(data);
    });
    child.on('error', reject);
    child.on('exit', () => {
      try {
        resolve(JSON.parse(output.trim().split('\n').at(-1)));
      } catch {
        resolve({ passed: 0, failed: 1, skipped: 0 });
      }
    });
  });
}
