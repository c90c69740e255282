/* `npm start`: sets up what an app needs, then runs the app in this very process, so that Ctrl-C and the terminal are its own. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.mjs';
import { root } from './root.mjs';

const [app, ...args] = process.argv.slice(2);
await install(app);

// only now: the install has just brought it
const { register } = await import('tsx/esm/api');
register();

const main = join(root, 'apps', app, 'src/main.ts');
process.argv = [process.execPath, main, ...args];
await import(pathToFileURL(main).href);
