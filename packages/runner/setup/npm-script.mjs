import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The path of npm's own script ('npm-cli.js', 'npx-cli.js'), beside the npm that started us or the one that came with Node.
 * Run by its path with Node it needs no shell, so that it works on Windows too.
 */
export function npmScript(name) {
  const candidates = [
    process.env.npm_execpath && join(dirname(process.env.npm_execpath), name),
    join(dirname(process.execPath), 'node_modules/npm/bin', name),
    join(dirname(process.execPath), '../lib/node_modules/npm/bin', name),
    join(dirname(process.execPath), '../share/nodejs/npm/bin', name),
  ];
  const found = candidates.find((file) => file && existsSync(file));
  if (found) return found;
  console.error('npm was not found beside Node: start this with npm (npm start, npm test).');
  process.exit(1);
}
