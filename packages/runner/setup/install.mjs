import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { runPnpm } from './run-pnpm.mjs';

/** What each command needs, and how many MB it downloads with an empty cache (received bytes of the interface, Linux x64). */
const needs = {
  'train-image': { flags: ['--prod', '--filter', '@siamese/train-image...'], megabytes: 230 },
  'train-audio': { flags: ['--prod', '--filter', '@siamese/train-audio...'], megabytes: 230 },
  bench: { flags: ['--prod', '--filter', '@siamese/bench...'], megabytes: 230 },
  everything: { flags: [], megabytes: 280 },
};

/** Installs what a command needs, with the pinned pnpm and the frozen lockfile, unless that was done before. */
export async function install(wanted) {
  checkNode();
  if (installed(wanted) || installed('everything')) return;
  // where everything was installed once, installing a part would take the rest away
  const what = existsSync(markOf('everything')) ? 'everything' : wanted;
  const { flags, megabytes } = needs[what];
  console.log(`Setting up, once: up to ${megabytes} MB come from the npm registry, and nothing from anywhere else.`);
  const started = Date.now();
  const args = [
    'install',
    '--frozen-lockfile',
    '--config.confirmModulesPurge=false',
    '--reporter=append-only',
    ...flags,
  ];
  const code = await runPnpm(args);
  if (code !== 0) {
    console.error(
      `Setting up failed (exit code ${code}). Is the npm registry reachable? Run the same command again to go on.`,
    );
    process.exit(1);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(markOf(what), fingerprint());
  console.log(`Set up in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

function checkNode() {
  if (Number(process.versions.node.split('.')[0]) >= 20) return;
  console.error(`Node ${process.versions.node} is too old: install Node 20 or later from https://nodejs.org.`);
  process.exit(1);
}

const markOf = (what) => join(root, 'node_modules', `.set-up-${what}`);

function installed(what) {
  return existsSync(markOf(what)) && readFileSync(markOf(what), 'utf8') === fingerprint();
}

/** Changes when anything does that pnpm would act upon. */
function fingerprint() {
  const hash = createHash('sha256')
    .update(process.versions.node.split('.')[0])
    .update(process.platform + process.arch);
  const packages = ['packages', 'apps'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(folder, name)),
  );
  for (const file of [
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'package.json',
    ...packages.map((p) => join(p, 'package.json')),
  ])
    if (existsSync(join(root, file))) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}
