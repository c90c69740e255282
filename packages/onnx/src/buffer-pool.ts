import type { Tensor } from 'onnxruntime-common';
import type { Runtime } from './runtime.ts';

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array } as const;

/** Tensors of the dtypes that graphs have, kept by dtype and shape to be written again. */
export class BufferPool {
  readonly #runtime: Runtime;
  readonly #budget: number;
  readonly #free = new Map<string, Tensor[]>();
  #bytes = 0;

  /** A pool that keeps at most `budget` bytes. */
  constructor(runtime: Runtime, budget: number) {
    this.#runtime = runtime;
    this.#budget = budget;
  }

  /** Bytes that are kept and not in use. */
  get bytes(): number {
    return this.#bytes;
  }

  /** A tensor of any contents, from the pool or new. */
  take(dtype: string, shape: readonly number[]): Tensor {
    const tensor = this.#free.get(dtype + shape.join())?.pop();
    if (tensor) {
      this.#bytes -= byteLength(tensor);
      return tensor;
    }
    const size = shape.reduce((a, b) => a * b, 1);
    const array = arrays[dtype as keyof typeof arrays];
    if (!array) throw new TypeError(`onnx backend: cannot compute values of dtype ${dtype}`);
    return new this.#runtime.Tensor(dtype as 'float32', new array(size) as Float32Array, shape);
  }

  /** Gives a tensor back that nobody reads or writes any more; it is dropped where the pool is full. */
  give(tensor: Tensor): void {
    const bytes = byteLength(tensor);
    if (this.#bytes + bytes > this.#budget) return;
    const key = tensor.type + tensor.dims.join();
    const list = this.#free.get(key);
    if (list) list.push(tensor);
    else this.#free.set(key, [tensor]);
    this.#bytes += bytes;
  }

  /** Forgets everything. */
  clear(): void {
    this.#free.clear();
    this.#bytes = 0;
  }
}

function byteLength(tensor: Tensor): number {
  return (tensor.data as Uint8Array).byteLength;
}
