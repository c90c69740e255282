/*
 * What a stranger gets: packs core, image, audio and onnx, installs them by npm into empty folders outside the repository, and runs
 * the README's example there with plain Node. Needs the registry, so it is a part of `npm run ok` and not of the tests.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npmScript } from '../../runner/setup/npm-script.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'siamese-packed-'));
const run = (script, args, cwd, env = {}) =>
  execFileSync(process.execPath, [script, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  }).toString();

try {
  const tarballs = Object.fromEntries(['core', 'onnx', 'image', 'audio'].map((name) => [name, pack(name)]));
  coreAlone(tarballs.core);
  audioAlone(tarballs.core, tarballs.audio);
  engineAlone(tarballs.onnx);
  tenLines([tarballs.core, tarballs.onnx, tarballs.image]);
  console.log('packed: the packages install by npm and run the ten lines');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function pack(name) {
  const to = join(folder, 'tarballs', name);
  mkdirSync(to, { recursive: true });
  run(
    npmScript('npx-cli.js'),
    ['--yes', 'pnpm@10.34.9', 'pack', '--pack-destination', to],
    join(root, 'packages', name),
  );
  const file = join(to, readdirSync(to)[0]);
  const { exports, imports, dependencies } = JSON.parse(
    execFileSync('tar', ['-xzOf', file, 'package/package.json']).toString(),
  );
  if (/workspace:|\.\/src\//.test(JSON.stringify({ exports, imports, dependencies })))
    throw new Error(`${name}: the packed package.json still points into the workspace`);
  return file;
}

function install(name, packages) {
  const into = join(folder, name);
  mkdirSync(into);
  writeFileSync(join(into, 'package.json'), '{ "private": true, "type": "module" }\n');
  // the cure that the README of @siamese/onnx begins with
  run(npmScript('npm-cli.js'), ['install', '--no-audit', '--no-fund', ...packages], into, {
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  });
  return into;
}

function coreAlone(tarball) {
  const into = install('core-alone', [tarball, '@tensorflow/tfjs@4.22.0']);
  for (const unwanted of ['sharp', 'onnxruntime-node', 'meyda', '@siamese/onnx'])
    if (existsSync(join(into, 'node_modules', unwanted))) throw new Error(`@siamese/core alone brings ${unwanted}`);
  writeFileSync(
    join(into, 'run.js'),
    "import { pairs } from '@siamese/core';\nconsole.log(pairs({ size: 2 }).over(['a', 'a', 'b', 'b'], { seed: 1 }).at(0));\n",
  );
  console.log(run('run.js', [], into).trim());
}

/** Recordings need neither pictures nor a decoder that is not used, say which one they miss, and are decoded in threads. */
function audioAlone(core, audio) {
  const into = install('audio-alone', [core, audio, '@tensorflow/tfjs@4.22.0']);
  const unwanted = ['sharp', 'meyda', 'mpg123-decoder', '@wasm-audio-decoders', 'ogg-opus-decoder', 'onnxruntime-node'];
  for (const name of unwanted)
    if (existsSync(join(into, 'node_modules', name))) throw new Error(`@siamese/audio alone brings ${name}`);
  cpSync(join(root, 'packages/testing/packed/decode-recordings.mjs'), join(into, 'decode-recordings.mjs'));
  const said = run('decode-recordings.mjs', [], into).trim();
  if (!/^8000\n.* npm install mpg123-decoder\n20 in threads$/.test(said))
    throw new Error(`@siamese/audio alone says ${said}`);
  console.log(said);
}

/** The engine without the rest trains tf.layers models, on this Node and, if $SIAMESE_OTHER_NODE is the path of another, on that too. */
function engineAlone(tarball) {
  const into = install('engine-alone', [tarball, '@tensorflow/tfjs@4.22.0']);
  cpSync(join(root, 'packages/testing/packed/train-models.mjs'), join(into, 'train-models.mjs'));
  for (const node of [process.execPath, process.env.SIAMESE_OTHER_NODE]) {
    if (node) console.log(execFileSync(node, ['train-models.mjs'], { cwd: into }).toString().trim());
  }
  filesInPython(into);
}

/** The ONNX files run elsewhere: in Python's onnxruntime, if $SIAMESE_PYTHON has it. */
function filesInPython(folder) {
  const python = process.env.SIAMESE_PYTHON;
  const there = python && spawnSync(python, ['-c', 'import numpy, onnxruntime']).status === 0;
  if (!there) {
    console.log('the ONNX files were not run in Python: set SIAMESE_PYTHON to one that has onnxruntime');
    return;
  }
  const check = join(root, 'packages/testing/packed/check-models.py');
  console.log(
    execFileSync(python, [check, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
      .toString()
      .trim(),
  );
}

function tenLines(tarballs) {
  const into = install('ten-lines', [...tarballs, '@tensorflow/tfjs@4.22.0']);
  cpSync(join(root, 'packages/testing/packed/make-pictures.mjs'), join(into, 'make-pictures.mjs'));
  run('make-pictures.mjs', [], into);
  const example = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(root, 'packages/image/README.md'), 'utf8'))[1];
  writeFileSync(join(into, 'run.js'), example);
  console.log(run('run.js', [], into).trim());
}
