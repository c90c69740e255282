import { npmScript } from './npm-script.mjs';
import { spawnNode } from './spawn-node.mjs';

/** Runs the pinned pnpm, which npx fetches where it is missing; what it starts finds it on its path. Answers the exit code. */
export function runPnpm(args) {
  return spawnNode([npmScript('npx-cli.js'), '--yes', 'pnpm@10.34.9', ...args], {
    env: { ...process.env, npm_config_loglevel: 'error' },
  });
}
