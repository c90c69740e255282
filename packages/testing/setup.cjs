/* Every test proves that it leaks no tensor and prints nothing. A test file that never loads TensorFlow.js pays nothing for this. */
const { format } = require('node:util');

// not in the preset: jest takes testTimeout from the root alone
jest.setTimeout(60_000);

let printed = [];
let tensors = 0;
const count = () => globalThis._tfengine?.memory().numTensors ?? 0;

for (const method of ['log', 'info', 'warn', 'error', 'debug']) {
  console[method] = (...args) => {
    printed.push(`console.${method}: ${format(...args)}`);
  };
}

beforeEach(() => {
  globalThis._tfengine?.ENV.set('IS_TEST', true);
  printed = [];
  tensors = count();
});

afterEach(() => {
  const leaked = count() - tensors;
  const output = printed;
  printed = [];
  if (leaked !== 0) throw new Error(`the test left ${leaked} tensors behind (tf.memory().numTensors before and after)`);
  if (output.length > 0) throw new Error(`the test printed to the console:\n${output.join('\n')}`);
});
