import type { Source } from './resample.ts';
import { rowsCode } from './rows-code.ts';
import type { Taps } from './taps.ts';

/** The functions of `rows.wat`. */
type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  blend(rows: number, line: number, weights: number, end: number, out: number): void;
  across(row: number, pixel: number, spans: number, weights: number, most: number, out: number, right: number): void;
};

/** The little of WebAssembly's JavaScript API that is used here: Node's types of version 20 lack it. */
type WebAssemblyApi = {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pageBytes = 2 ** 16;

/** What is read and written too much, and a place that is a multiple of 16. */
const spare = 48;

/**
 * The same numbers as those of `resampleHere`, to the last bit, from WebAssembly, several times as fast; good until the next call.
 * Undefined where there is none (an engine without it, a page whose policy forbids it).
 */
export function resampleInWasm(
  { width, data }: Source,
  channels: 1 | 3,
  across: Taps,
  down: Taps,
): Float32Array | undefined {
  const run = open();
  if (run === undefined) return undefined;
  const line = width * channels;
  const pixel = 4 * channels;
  const columns = across.first.length;
  const height = down.first.length;

  let end = 0;
  const place = (bytes: number): number => {
    const at = end;
    end += Math.ceil((bytes + spare) / 16) * 16;
    return at;
  };
  const rows = place(line * down.most);
  const row = place(4 * line);
  const spans = place(8 * columns);
  const weights = place(across.weights.byteLength);
  const downWeights = place(down.weights.byteLength);
  const out = place(height * columns * pixel);
  const pages = Math.ceil((end - run.memory.buffer.byteLength) / pageBytes);
  if (pages > 0) run.memory.grow(pages);

  const { buffer } = run.memory;
  new Float32Array(buffer).set(across.weights, weights / 4);
  new Float32Array(buffer).set(down.weights, downWeights / 4);
  const numbers = new Int32Array(buffer, spans, 2 * columns);
  for (let x = 0; x < columns; x++) {
    numbers[2 * x] = across.first[x]! * pixel;
    numbers[2 * x + 1] = 4 * across.count[x]!;
  }
  const bytes = new Uint8Array(buffer);
  for (let y = 0; y < height; y++) {
    const from = down.first[y]! * line;
    bytes.set(data.subarray(from, from + down.count[y]! * line), rows);
    const first = downWeights + 4 * y * down.most;
    run.blend(rows, line, first, first + 4 * down.count[y]!, row);
    const to = out + y * columns * pixel;
    run.across(row, pixel, spans, weights, 4 * across.most, to, to + columns * pixel);
  }
  return new Float32Array(buffer, out, height * columns * channels);
}

let opened: { readonly run: Exports | undefined } | undefined;

function open(): Exports | undefined {
  opened ??= { run: instance() };
  return opened.run;
}

function instance(): Exports | undefined {
  const api = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) return undefined;
  try {
    const module = new api.Module(Uint8Array.from(atob(rowsCode), (letter) => letter.charCodeAt(0)));
    return new api.Instance(module).exports as Exports;
  } catch {
    return undefined;
  }
}
