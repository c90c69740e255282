/* `npm run build`: every package's dist folder, by turbo, which looks for pnpm on its path. */
import { install } from './install.mjs';
import { runPnpm } from './run-pnpm.mjs';

await install('everything');
process.exit(await runPnpm(['exec', 'turbo', 'run', 'build', '--output-logs=errors-only', '--no-update-notifier']));
