/* `npm start`: sets up what an app needs, then runs the app in this very process, so that Ctrl-C and the terminal are its own. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { root } from './root.mjs';

const [app, ...args] = process.argv.slice(2);
await install(app);

const require = createRequire(join(root, 'packages/runner/package.json'));
const { register } = await import(pathToFileURL(require.resolve('tsx/esm/api')).href);
register();

const main = join(root, 'apps', app, 'src/main.ts');
process.argv = [process.execPath, main, ...args];
await import(pathToFileURL(main).href);
