/* `npm run gpu`: fetches libtensorflow for @tensorflow/tfjs-node-gpu, which installs without it, and says whether a GPU is used. */
import { existsSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { install } from './install.mjs';
import { npmScript } from './npm-script.mjs';
import { root } from './root.mjs';
import { spawnNode } from './spawn-node.mjs';

await install('train-image');
const link = join(root, 'packages/runner/node_modules/@tensorflow/tfjs-node-gpu');
if (!existsSync(link)) {
  console.error('@tensorflow/tfjs-node-gpu is not installed: it has no package for this platform.');
  process.exit(1);
}
const folder = realpathSync(link);
console.log(
  'Fetching libtensorflow for the GPU (several hundred MB, from storage.googleapis.com); it needs CUDA 11 and cuDNN 8.',
);
// pnpm passes over this package's installer on purpose; so it is run by hand, in the package's real folder.
const code = await spawnNode([npmScript('npm-cli.js'), '--prefix', folder, 'run', 'install'], { cwd: folder });
if (code !== 0) {
  console.error('The download failed; everything else goes on working on @siamese/onnx.');
  process.exit(1);
}
try {
  const tf = createRequire(join(root, 'packages/runner/package.json'))('@tensorflow/tfjs-node-gpu');
  console.log(
    tf.backend().isUsingGpuDevice
      ? 'TensorFlow sees a GPU: npm start will use it.'
      : 'TensorFlow runs, but on the CPU: no GPU is visible (CUDA 11 and cuDNN 8 must be installed). npm start keeps to @siamese/onnx.',
  );
} catch (error) {
  console.error(`TensorFlow does not load: ${error.message.split('\n')[0]}`);
  process.exit(1);
}
