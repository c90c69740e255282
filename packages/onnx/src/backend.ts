import * as tf from '@tensorflow/tfjs';
import type { InferenceSession } from 'onnxruntime-common';
import { createMachine } from './create-machine.ts';
import { disposedBefore, handOut, notComputed } from './hand-out.ts';
import { keepFreedMemory } from './keep-freed-memory.ts';
import { defaultLimits } from './limits.ts';
import type { Limits } from './limits.ts';
import type { Machine } from './machine.ts';
import { memoryOf } from './memory.ts';
import type { Memory } from './memory.ts';
import { Pending } from './pending.ts';
import type { Runtime } from './runtime.ts';
import type { Stats } from './stats.ts';
import { upload } from './upload.ts';
import { becomeEmpty } from './value.ts';
import type { Value } from './value.ts';
import type { Watch } from './watch.ts';

/**
 * A TensorFlow.js backend that computes nothing when a kernel is called: it records a node. Reading a tensor turns everything that
 * is pending into one ONNX graph, whose session is kept, so that a training step is one `session.run`.
 */
export class OnnxBackend extends tf.KernelBackend {
  readonly runtime: Runtime;
  readonly sessionOptions: InferenceSession.SessionOptions;
  readonly limits: Limits;
  readonly #data: tf.DataStorage<Value>;
  readonly #pending: Pending;
  readonly #machine: Omit<Machine, 'retire'>;

  constructor(runtime: Runtime, sessionOptions: InferenceSession.SessionOptions, limits: Partial<Limits> = {}) {
    super();
    this.runtime = runtime;
    this.sessionOptions = sessionOptions;
    this.limits = { ...defaultLimits, ...limits };
    this.#data = new tf.DataStorage(this, tf.engine());
    this.#machine = createMachine(runtime, sessionOptions, this.limits, this.inHostMemory);
    this.#pending = new Pending(this.#machine, this.limits);
    if (this.inHostMemory) keepFreedMemory();
  }

  /** Whether values are in the memory of this process, where JavaScript and WebAssembly can work on them in place. */
  get inHostMemory(): boolean {
    const [first] = this.sessionOptions.executionProviders ?? ['cpu'];
    return first === 'cpu';
  }

  /** What the backend has done since it was made. */
  get stats(): Readonly<Stats> {
    return this.#machine.stats;
  }

  /** The value that a data id stands for. */
  value(id: tf.DataId): Value {
    try {
      return this.#data.get(id);
    } catch (error) {
      throw tf.engine().state.tensorInfo.has(id) ? error : disposedBefore(error);
    }
  }

  /** Whether a data id is one of this backend. */
  holds(id: tf.DataId): boolean {
    return this.#data.has(id);
  }

  /** Makes a value known to TensorFlow.js, as a tensor without a tape. */
  hold(value: Value): tf.TensorInfo {
    const id = {};
    this.#data.set(id, value);
    return { dataId: id, shape: value.shape as number[], dtype: value.dtype };
  }

  /** The same for a value that a node will compute; one without elements has none to wait for. */
  holdPending(value: Value): tf.TensorInfo {
    if (value.shape.includes(0)) becomeEmpty(value);
    else this.#pending.add(value);
    return this.hold(value);
  }

  /** Counts a kernel that is about to be recorded; throws past the budget. */
  admit(name: string): void {
    this.#pending.admit(name);
  }

  /** Lets somebody watch every run, or nobody. */
  watch(watch: Watch | null): void {
    this.#machine.watch = watch;
  }

  /** Computes everything that is pending. */
  flush(): Promise<void> {
    return this.#pending.flush();
  }

  /** The elements of a value, in memory that the backend does not touch again. */
  override async read(id: tf.DataId): Promise<tf.BackendValues> {
    const value = this.#data.get(id);
    if (value.complex) {
      const parts = [value.complex.real, value.complex.imag].map((part) => this.read(part.dataId));
      const [real, imag] = await Promise.all(parts);
      return tf.backend_util.mergeRealAndImagArrays(real as Float32Array, imag as Float32Array);
    }
    value.readers++;
    try {
      while (value.node) await this.flush();
    } finally {
      value.readers--;
    }
    return this.#handOut(value);
  }

  override readSync(id: tf.DataId): tf.BackendValues {
    const value = this.#data.get(id);
    if (value.node) throw notComputed();
    return this.#handOut(value);
  }

  #handOut(value: Value): tf.BackendValues {
    return handOut(value, (id) => this.#data.get(id));
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): tf.DataId {
    return this.hold(upload(this.#machine.pool, values, shape, dtype)).dataId;
  }

  override move(id: tf.DataId, values: tf.BackendValues, shape: number[], dtype: tf.DataType, refs: number): void {
    const value = upload(this.#machine.pool, values, shape, dtype);
    value.refs = refs;
    this.#data.set(id, value);
  }

  override disposeData(id: tf.DataId, force = false): boolean {
    if (!this.#data.has(id)) return true;
    const value = this.#data.get(id);
    value.refs--;
    if (value.refs > 0 && !force) return false;
    this.#data.delete(id);
    if (value.complex) {
      this.disposeData(value.complex.real.dataId, true);
      this.disposeData(value.complex.imag.dataId, true);
    }
    value.dead = true;
    if (value.readers === 0) this.#pending.remove(value);
    this.#pending.retire(value);
    return true;
  }

  override refCount(id: tf.DataId): number {
    return this.#data.has(id) ? this.#data.get(id).refs : 0;
  }

  override incRef(id: tf.DataId): void {
    this.#data.get(id).refs++;
  }

  decRef(id: tf.DataId): void {
    if (this.#data.has(id)) this.#data.get(id).refs--;
  }

  override numDataIds(): number {
    return this.#data.numDataIds();
  }

  override floatPrecision(): 16 | 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override timerAvailable(): boolean {
    return true;
  }

  /** Milliseconds that it takes to compute what `record` records, together with whatever was pending. */
  override async time(record: () => void): Promise<tf.BackendTimingInfo> {
    record();
    const started = performance.now();
    await this.flush();
    return { kernelMs: performance.now() - started };
  }

  /** Beside TensorFlow.js's own counts: the backend's caches. */
  override memory(): Memory {
    return memoryOf(this.#machine, this.#pending.size);
  }

  override dispose(): void {
    this.#machine.pool.clear();
    this.#pending.clear();
    void this.#pending.idle.then(() => this.#machine.cache.clear());
  }
}
