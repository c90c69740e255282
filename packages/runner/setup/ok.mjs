/* `npm run ok`: everything a change must pass before it is shared, the quickest check first. */
import { install } from './install.mjs';
import { spawnNode } from './spawn-node.mjs';

await install('everything');
const checks = [
  ['lint', ['node_modules/oxlint/bin/oxlint', '--deny-warnings']],
  ['format', ['node_modules/oxfmt/bin/oxfmt', '--check', '.']],
  ['build', ['packages/runner/setup/build.mjs']],
  ['test', ['packages/runner/setup/test.mjs']],
  ['packed', ['packages/testing/packed/run.mjs']],
];
for (const [name, args] of checks) {
  console.log(`\nok: ${name}`);
  if ((await spawnNode(args)) !== 0) {
    console.error(`ok: ${name} failed`);
    process.exit(1);
  }
}
console.log('\nok: all checks passed');
