import { createPlace } from '../place.ts';
import type { Place } from '../place.ts';
import type { Runtime } from '../runtime.ts';
import { adamCode } from './adam-code.ts';
import { webAssembly } from './web-assembly.ts';

/** Where a variable, its moments and its gradient are, and what updates them in place. */
export type AdamSlot = {
  readonly weight: Place;
  readonly moment1: Place;
  readonly moment2: Place;
  readonly gradient: Place;
  /** `weight -= step * moment1 / (sqrt(moment2) + epsilon)`, once the gradient has gone into the moments. */
  update(beta1: number, beta2: number, step: number, epsilon: number): void;
};

type Update = (...numbers: readonly number[]) => void;

const PAGE = 65_536;
let code: object | undefined;

/** One WebAssembly memory for variables of the given shapes. It never grows: that would detach the views of its values. */
export function createAdamMemory(runtime: Runtime, shapes: readonly (readonly number[])[]): AdamSlot[] {
  // 16 bytes at least, and always a multiple of 16: the update takes four floats at a time.
  const bytes = shapes.map((shape) => 16 * Math.max(1, Math.ceil(size(shape) / 4)));
  const total = bytes.reduce((a, b) => a + 4 * b, 0);
  const memory = new webAssembly.Memory({ initial: Math.max(1, Math.ceil(total / PAGE)) });
  code ??= new webAssembly.Module(Uint8Array.from(atob(adamCode), (character) => character.charCodeAt(0)));
  const update = new webAssembly.Instance(code, { adam: { memory } }).exports['update'] as Update;
  let start = 0;
  return shapes.map((shape, i) => {
    const at = [0, 1, 2, 3].map((k) => start + k * bytes[i]!) as [number, number, number, number];
    start += 4 * bytes[i]!;
    const place = (offset: number) =>
      createPlace(new runtime.Tensor('float32', new Float32Array(memory.buffer, offset, size(shape)), shape));
    return {
      weight: place(at[0]),
      moment1: place(at[1]),
      moment2: place(at[2]),
      gradient: place(at[3]),
      update: (beta1, beta2, step, epsilon) => update(...at, bytes[i]!, beta1, beta2, step, epsilon),
    };
  });
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
