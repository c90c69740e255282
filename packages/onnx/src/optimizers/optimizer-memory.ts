import { createPlace } from '../place.ts';
import type { Place } from '../place.ts';
import type { Runtime } from '../runtime.ts';
import { updatesCode } from './updates-code.ts';
import { webAssembly } from './web-assembly.ts';

/** The functions of `updates.wat`. */
export type UpdateName =
  | 'sgd'
  | 'momentum'
  | 'nesterov'
  | 'adagrad'
  | 'rmsprop'
  | 'centered'
  | 'adadelta'
  | 'adamax'
  | 'adam';

/** Where a variable, its accumulators and its gradient are, and what updates them in place. */
export type Slot = {
  readonly weight: Place;
  readonly accumulators: readonly Place[];
  readonly gradient: Place;
  /** Floats of each, with what fills up the last four. */
  readonly length: number;
  /** Updates the floats from `start` to `end`, both multiples of 4. */
  update(name: UpdateName, start: number, end: number, numbers: readonly number[]): void;
  /** Whether nothing was ever written: everything is 0, and takes no memory yet. */
  fresh: boolean;
  /** Whether the gradient's memory is 0 but for what the step at hand writes. */
  clean: boolean;
  /** For each row whether its accumulators may be other than 0; null where that has to be found out. */
  touched: Uint8Array | null;
};

type Update = (...numbers: readonly number[]) => void;

const PAGE = 65_536;
/** Memory has 32-bit addresses; variables that need more in sum are spread over several. */
const LARGEST = 2 ** 32 - PAGE;
let code: object | undefined;

/** Whether one variable of this shape with so many accumulators can be updated in place. */
export function fitsInMemory(shape: readonly number[], accumulators: number): boolean {
  return (2 + accumulators) * bytesOf(shape) <= LARGEST;
}

/** WebAssembly memory for variables of the given shapes. It never grows: that would detach the views of its values. */
export function createOptimizerMemory(
  runtime: Runtime,
  shapes: readonly (readonly number[])[],
  accumulators: number,
): Slot[] {
  const slots: Slot[] = [];
  let from = 0;
  while (from < shapes.length) {
    let [to, total] = [from, 0];
    while (to < shapes.length) {
      const bytes = (2 + accumulators) * bytesOf(shapes[to]!);
      if (to > from && total + bytes > LARGEST / 4) break;
      total += bytes;
      to++;
    }
    slots.push(...createSlots(runtime, shapes.slice(from, to), accumulators, total));
    from = to;
  }
  return slots;
}

function createSlots(
  runtime: Runtime,
  shapes: readonly (readonly number[])[],
  accumulators: number,
  total: number,
): Slot[] {
  const memory = new webAssembly.Memory({ initial: Math.max(1, Math.ceil(total / PAGE)) });
  code ??= new webAssembly.Module(Uint8Array.from(atob(updatesCode), (character) => character.charCodeAt(0)));
  const updates = new webAssembly.Instance(code, { optimizer: { memory } }).exports as Record<UpdateName, Update>;
  let start = 0;
  return shapes.map((shape) => {
    const bytes = bytesOf(shape);
    const at = Array.from({ length: 2 + accumulators }, (_, k) => start + k * bytes);
    start += (2 + accumulators) * bytes;
    const places = at.map((offset) =>
      createPlace(new runtime.Tensor('float32', new Float32Array(memory.buffer, offset, size(shape)), shape)),
    );
    const [weight, ...more] = at as [number, ...number[]];
    const gradient = more.pop()!;
    const addresses = [weight, more[0] ?? 0, more[1] ?? 0, more[2] ?? 0, gradient];
    return {
      weight: places[0]!,
      accumulators: places.slice(1, -1),
      gradient: places.at(-1)!,
      length: bytes / 4,
      update(name, first, last, [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]) {
        if (last > first) {
          updates[name](...addresses.map((address) => address + 4 * first), 4 * (last - first), a, b, c, d, e, f);
        }
      },
      fresh: true,
      clean: true,
      touched: null,
    };
  });
}

/** 16 bytes at least, and always a multiple of 16: the update takes four floats at a time. */
function bytesOf(shape: readonly number[]): number {
  return 16 * Math.max(1, Math.ceil(size(shape) / 4));
}

function size(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
