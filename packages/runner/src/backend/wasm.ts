import * as tf from '@tensorflow/tfjs';

type CpuBackend = tf.KernelBackend & {
  makeTensorInfo(shape: number[], dtype: tf.DataType, values: tf.TypedArray): tf.TensorInfo;
  disposeIntermediateTensorInfo(info: tf.TensorInfo): void;
};

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/**
 * Registers TensorFlow.js's `wasm` backend and lends it every kernel that it lacks and `cpu` has (the gradient of a
 * convolution's filter among them): inputs are copied over, computed on `cpu`, and copied back. Slow, and right.
 */
export async function loadWasm(): Promise<void> {
  await import('@tensorflow/tfjs-backend-wasm');
  await tf.setBackend('wasm');
  await tf.ready();
  const cpu = tf.findBackend('cpu') as CpuBackend;
  const wasm = tf.findBackend('wasm');
  const known = new Set(tf.getKernelsForBackend('wasm').map((kernel) => kernel.kernelName));
  for (const kernel of tf.getKernelsForBackend('cpu')) {
    if (known.has(kernel.kernelName)) continue;
    tf.registerKernel({
      kernelName: kernel.kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs, attrs }) => {
        const copies: tf.TensorInfo[] = [];
        const copy = (info: tf.TensorInfo): tf.TensorInfo => {
          const made = cpu.makeTensorInfo(info.shape, info.dtype, wasm.readSync(info.dataId) as tf.TypedArray);
          copies.push(made);
          return made;
        };
        const lent = Object.fromEntries(
          Object.entries(inputs).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.map(copy) : value === undefined || value === null ? value : copy(value),
          ]),
        );
        const outputs = list(kernel.kernelFunc({ inputs: lent as tf.NamedTensorInfoMap, attrs: attrs!, backend: cpu }));
        const back = outputs.map((info): tf.TensorInfo => {
          const dataId = wasm.write(cpu.readSync(info.dataId), info.shape, info.dtype);
          return { dataId, shape: info.shape, dtype: info.dtype };
        });
        for (const info of new Set([...copies, ...outputs])) cpu.disposeIntermediateTensorInfo(info);
        return back.length === 1 ? back[0]! : back;
      },
    });
  }
}
