// Runs TensorFlow.js's own op tests (every `_test.js` of @tensorflow/tfjs-core/dist/ops) on this backend.
//
//   node conformance/run.mjs                    fails if a spec fails that is not in known-failures.json
//   node conformance/run.mjs --update           rewrites known-failures.json
//   node conformance/run.mjs --backend cpu      the same specs on TensorFlow.js's cpu backend, for comparison
//   node conformance/run.mjs --only softmax     only the test files whose path contains the word; says what failed
//
// The last line is machine-readable: {"passed":N,"failed":N,"skipped":N}; known failures count as skipped.

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import Jasmine from 'jasmine';

const { values: flags } = parseArgs({
  options: {
    backend: { type: 'string', default: 'onnx' },
    only: { type: 'string' },
    update: { type: 'boolean', default: false },
    missing: { type: 'boolean', default: false },
  },
});
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const list = join(here, 'known-failures.json');
const core = dirname(require.resolve('@tensorflow/tfjs-core/package.json'));

/** The test files, in a stable order. */
function testFiles() {
  return readdirSync(join(core, 'dist/ops'), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('_test.js') && (!flags.only || file.includes(flags.only)))
    .sort();
}

/** One file that sets the test environment up and requires every test, against one copy of TensorFlow.js. */
async function bundle(folder) {
  const backends = {
    onnx: [join(here, '../src/index.ts')],
    cpu: ['@tensorflow/tfjs'],
  };
  if (!(flags.backend in backends)) throw new Error(`--backend is onnx or cpu, not ${flags.backend}`);
  const entry = [
    `import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';`,
    `import '@tensorflow/tfjs-core/dist/register_all_gradients';`,
    ...backends[flags.backend].map((path) => `import ${JSON.stringify(path)};`),
    `import { setTestEnvs, setupTestFilters } from '@tensorflow/tfjs-core/dist/jasmine_util';`,
    `const name = ${JSON.stringify(flags.backend)};`,
    `setTestEnvs([{ name, backendName: name, flags: {}, isDataSync: name === 'cpu' }]);`,
    `setupTestFilters([], () => true);`,
    ...testFiles().map((file) => `require(${JSON.stringify(`@tensorflow/tfjs-core/dist/ops/${file}`)});`),
  ];
  const outfile = join(folder, 'specs.cjs');
  await build({
    stdin: { contents: entry.join('\n'), resolveDir: here, loader: 'js' },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['onnxruntime-node'],
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    logLevel: 'error',
  });
  return outfile;
}

const passed = [];
const failed = new Map();
let pending = 0;
const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
try {
  const file = await bundle(folder);
  const runner = new Jasmine();
  runner.loadConfig({ spec_files: [], random: false });
  runner.exitOnCompletion = false;
  runner.clearReporters();
  runner.addReporter({
    specDone({ status, fullName, failedExpectations }) {
      if (status === 'passed') passed.push(fullName);
      else if (status === 'failed') failed.set(fullName, failedExpectations[0]?.message ?? 'no expectation');
      else pending++;
    },
  });
  process.on('unhandledRejection', () => {}); // specs leave promises behind that they expect to fail
  const quiet = { log: console.log, warn: console.warn };
  console.log = console.warn = () => {};
  await import(file);
  await runner.execute();
  Object.assign(console, quiet);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

if (flags.backend !== 'onnx' || flags.only) {
  for (const [name, message] of failed) console.log(`FAILED ${name}\n       ${message.split('\n')[0].slice(0, 300)}`);
  console.log(`${flags.backend}: ${passed.length} passed, ${failed.size} failed, ${pending} pending`);
  console.log(JSON.stringify({ passed: passed.length, failed: failed.size, skipped: pending }));
  process.exit(0);
}

if (flags.missing) {
  for (const [name, message] of failed) console.log(`FAILED ${name}\n       ${message.split('\n')[0].slice(0, 300)}`);
}
if (flags.update) writeFileSync(list, `${JSON.stringify([...failed.keys()].sort(), null, 2)}\n`);
const known = new Set(JSON.parse(readFileSync(list, 'utf8')));
const unexpected = [...failed].filter(([name]) => !known.has(name));
const cured = passed.filter((name) => known.has(name));
for (const [name, message] of unexpected) console.log(`FAILED ${name}\n       ${message.split('\n')[0].slice(0, 300)}`);
for (const name of cured) console.log(`now passes: ${name} (node conformance/run.mjs --update takes it off the list)`);
console.log(
  `onnx: ${passed.length} passed, ${unexpected.length} failed, ${failed.size - unexpected.length} failed as listed, ${pending} pending`,
);
console.log(
  JSON.stringify({
    passed: passed.length,
    failed: unexpected.length,
    skipped: failed.size - unexpected.length + pending,
  }),
);
process.exit(unexpected.length === 0 ? 0 : 1);
