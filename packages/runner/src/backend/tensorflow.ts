import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import * as tf from '@tensorflow/tfjs';

/** `@tensorflow/tfjs-node` 4.22 asks for two functions that Node 23 took away: they are put back before it is loaded. */
function restoreUtil(require: NodeJS.Require): void {
  const util = require('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] ??= (value: unknown) => value === null || value === undefined;
  util['isArray'] ??= Array.isArray;
}

/**
 * Loads libtensorflow through one of its two packages and makes it the backend. Without the package's binary requiring
 * it throws a plain Error without a code, so any error means "not there". With the binary but without a GPU
 * `tfjs-node-gpu` falls back to the CPU silently, so the backend itself is asked. `$SIAMESE_TFJS_NODE` may name the folder
 * of a tfjs-node that is installed elsewhere.
 */
export function loadTensorflow(
  name: '@tensorflow/tfjs-node-gpu' | '@tensorflow/tfjs-node',
): { gpu: boolean } | undefined {
  // It tells on every start which instructions it was built for.
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
  const named = process.env['SIAMESE_TFJS_NODE'];
  // The runner's own dependencies first, then whatever is installed where the process runs, or where it was told.
  const places: (readonly [from: string, what: string])[] = [
    [import.meta.url, name],
    [join(process.cwd(), 'package.json'), name],
    ...(named !== undefined && name === '@tensorflow/tfjs-node'
      ? [[join(resolve(named), 'package.json'), resolve(named)] as const]
      : []),
  ];
  for (const [from, what] of places) {
    const require = createRequire(from);
    try {
      restoreUtil(require);
      require(what);
    } catch {
      continue;
    }
    const found = tf.findBackend('tensorflow') as (tf.KernelBackend & { isUsingGpuDevice?: boolean }) | null;
    if (found !== null) return { gpu: found.isUsingGpuDevice === true };
  }
  return undefined;
}
