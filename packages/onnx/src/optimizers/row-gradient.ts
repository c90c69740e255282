import type { Value } from '../value.ts';
import type { Slot, UpdateName } from './optimizer-memory.ts';

/*
 * The gradient of a table of which a few rows were looked up is 0 in all others. The kernel `RowsGrad` stands for it: rows and what is
 * added to each. Where nobody but the optimiser wants the gradient, the table is never computed; the update goes over rows instead.
 */

/** The rows that were looked up, [n], and what each adds to the gradient, [n, ...]. */
export type Rows = readonly [rows: Value, slopes: Value];

/** The kernel whose result an optimiser takes apart. */
export const ROWS_GRADIENT = 'RowsGrad';

/** What a pending gradient is the sum of, if it is one of rows that are fewer than the table's; else null. */
export function rowsOf(gradient: Value): readonly Rows[] | null {
  const found = partsOf(gradient);
  if (!found) return null;
  const count = found.reduce((sum, [rows]) => sum + rows.shape.reduce((a, b) => a * b, 1), 0);
  return 2 * count <= gradient.shape[0]! ? found : null;
}

/** Look-ups of one table in two places are added up by the tape. */
function partsOf({ node, shape }: Value): readonly Rows[] | null {
  if (node?.name === ROWS_GRADIENT) return [[node.inputs[0]!, node.inputs[1]!]];
  if (node?.name !== 'Add' || !node.inputs.every((value) => value.shape.join() === shape.join())) return null;
  const parts = node.inputs.map(partsOf);
  return parts.every((part) => part !== null) ? parts.flat() : null;
}

/**
 * What a gradient of 0 does to a row: nothing; nothing as long as its accumulators are 0; or something else.
 */
export type OfZero = 'keeps' | 'decays' | 'moves';

/** Updates a variable whose gradient is the sum of `parts`; its weights and accumulators are in their places. */
export function updateRows(
  slot: Slot,
  parts: readonly (readonly [rows: Int32Array, slopes: Float32Array])[],
  name: UpdateName,
  numbers: readonly number[],
  ofZero: OfZero,
): void {
  const gradient = slot.gradient.array;
  const count = slot.gradient.tensor.dims[0]!;
  const width = gradient.length / count;
  if (!slot.clean) gradient.fill(0);
  slot.clean = true;
  const given = addUp(gradient, parts, count, width);
  if (ofZero === 'moves') slot.update(name, 0, slot.length, numbers);
  else if (ofZero === 'keeps') updateRuns(slot, given.sort(), width, name, numbers);
  else {
    slot.touched ??= touchedRows(slot, count, width);
    for (const row of given) slot.touched[row] = 1;
    updateRuns(slot, numbersOf(slot.touched), width, name, numbers);
  }
  for (const row of given) gradient.fill(0, row * width, (row + 1) * width);
}

/** Adds the slopes to the rows of a gradient of 0 and returns the rows that got any. */
function addUp(
  gradient: Float32Array,
  parts: readonly (readonly [rows: Int32Array, slopes: Float32Array])[],
  count: number,
  width: number,
): Int32Array {
  const seen = new Set<number>();
  for (const [rows, slopes] of parts) {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]! < 0 ? rows[i]! + count : rows[i]!;
      if (row < 0 || row >= count) {
        throw new RangeError(`row ${rows[i]} was looked up in a table of ${count} rows`);
      }
      const from = i * width;
      const to = row * width;
      if (seen.has(row)) for (let k = 0; k < width; k++) gradient[to + k]! += slopes[from + k]!;
      else gradient.set(slopes.subarray(from, from + width), to);
      seen.add(row);
    }
  }
  return Int32Array.from(seen);
}

/**
 * Updates the given rows, in ascending order, those that follow each other at once. The update takes four floats at a time: at the ends
 * of a row they may belong to its neighbour, in whom a gradient of 0 changes nothing, or which comes next and begins after them.
 */
function updateRuns(
  slot: Slot,
  rows: Int32Array | readonly number[],
  width: number,
  name: UpdateName,
  numbers: readonly number[],
): void {
  let [start, end] = [0, 0];
  for (const row of rows) {
    const first = Math.floor((row * width) / 4) * 4;
    const last = Math.ceil(((row + 1) * width) / 4) * 4;
    if (first > end) {
      slot.update(name, start, end, numbers);
      start = first;
    }
    end = last;
  }
  slot.update(name, start, end, numbers);
}

function numbersOf(flags: Uint8Array): number[] {
  const numbers: number[] = [];
  flags.forEach((flag, number) => flag && numbers.push(number));
  return numbers;
}

/** Rows in whose accumulators there is anything but 0. */
function touchedRows({ accumulators, fresh }: Slot, count: number, width: number): Uint8Array {
  const touched = new Uint8Array(count);
  if (fresh) return touched;
  for (const { array } of accumulators) {
    for (let row = 0; row < count; row++) {
      for (let k = row * width; k < (row + 1) * width && !touched[row]; k++) if (array[k] !== 0) touched[row] = 1;
    }
  }
  return touched;
}
