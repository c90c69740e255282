import { framesCode } from './frames-code.ts';
import type { MelFrontEnd } from './front-end.ts';
import { logFactor } from './log-of.ts';
import { hann, type MelFrames } from './mel-frames.ts';
import { melStretches } from './mel-filter.ts';
import { realTurns, transformStages } from './transform-stages.ts';

type Stage = (before: number, after: number, turns: number, from: number, to: number) => void;

/** The functions of `frames.wat`; all arguments are offsets of bytes, or counts. */
type Exports = {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  taper(a: number, b: number, taper: number, half: number, to: number): void;
  two: Stage;
  four: Stage;
  five: Stage;
  any(before: number, after: number, turns: number, from: number, to: number, radix: number, own: number): void;
  powers(from: number, turns: number, half: number, bins: number): void;
  roots(bins: number, count: number): void;
  mel(bins: number, firsts: number, lines: number, mels: number, a: number, b: number): void;
  logs(at: number, end: number, floor: number, added: number, factor: number): void;
};

/** The little of WebAssembly's JavaScript API that is used here: Node's types of version 20 lack it. */
type WebAssemblyApi = {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const pageBytes = 2 ** 16;

let assembled: object | undefined;

/**
 * The same numbers as those of `melFrames`, to the last bit, from WebAssembly, two frames at a time; undefined where there is none
 * (an engine without it, a page whose policy forbids it), and for frames of an odd size.
 */
export function melPairs(o: MelFrontEnd): MelFrames | undefined {
  const { fft, hop, power, mels, log } = o;
  if (fft % 2 !== 0) return undefined;
  const run = open();
  if (run === undefined) return undefined;

  const half = fft / 2;
  const keep = keeper(run);
  const [a, b] = [keep(4 * fft), keep(4 * fft)];
  let [from, to] = [keep(16 * fft), keep(16 * fft)];
  const bins = keep(16 * (half + 1));
  const [bandsOfA, bandsOfB] = [keep(4 * mels), keep(4 * mels)];
  const { firsts, lines } = melStretches(o);
  const [taper, turns, starts, slopes] = [keep(hann(o)), keep(realTurns(fft)), keep(firsts), keep(lines)];
  const stages = transformStages(half).map((stage) => {
    const { radix } = stage;
    const routine = radix === 4 ? run.four : radix === 2 ? run.two : radix === 5 ? run.five : undefined;
    return { ...stage, turns: keep(stage.turns), own: keep(stage.own), routine };
  });
  // Only now: memory that grows has another buffer.
  const floats = new Float32Array(run.memory.buffer);

  return (samples, values, frames) => {
    for (let t = 0; t < frames; t += 2) {
      const other = Math.min(frames - 1, t + 1);
      floats.set(samples.subarray(t * hop, t * hop + fft), a / 4);
      floats.set(samples.subarray(other * hop, other * hop + fft), b / 4);
      run.taper(a, b, taper, half, from);
      for (const { radix, before, after, turns, own, routine } of stages) {
        if (routine === undefined) run.any(before, after, turns, from, to, radix, own);
        else routine(before, after, turns, from, to);
        [from, to] = [to, from];
      }
      run.powers(from, turns, half, bins);
      if (power === 1) run.roots(bins, half + 1);
      run.mel(bins, starts, slopes, mels, bandsOfA, bandsOfB);
      if (log !== null) run.logs(bandsOfA, bandsOfB + 4 * mels, log.floor, log.added, logFactor(log));
      values.set(floats.subarray(bandsOfA / 4, bandsOfA / 4 + mels), t * mels);
      values.set(floats.subarray(bandsOfB / 4, bandsOfB / 4 + mels), other * mels);
    }
  };
}

function open(): Exports | undefined {
  const api = (globalThis as { readonly WebAssembly?: WebAssemblyApi }).WebAssembly;
  if (api === undefined) return undefined;
  try {
    assembled ??= new api.Module(Uint8Array.from(atob(framesCode), (letter) => letter.charCodeAt(0)));
    return new api.Instance(assembled).exports as Exports;
  } catch {
    return undefined;
  }
}

/** Gives places in the memory, one after the other: for so many bytes, or for numbers, which are written there. */
function keeper({ memory }: Exports): (what: number | Float64Array | Int32Array) => number {
  let end = 0;
  return (what) => {
    const at = end;
    end += Math.ceil((typeof what === 'number' ? what : what.byteLength) / 16) * 16;
    const pages = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
    if (pages > 0) memory.grow(pages);
    if (typeof what !== 'number') new Uint8Array(memory.buffer).set(new Uint8Array(what.buffer), at);
    return at;
  };
}
