import { types } from 'node:util';
import { mutated, type RandomLike } from './mutated.ts';

/** How often a reader was asked, and how often it gave something or said no. */
export type Fuzzed = { readonly read: number; readonly refused: number };

/** Processor seconds that one file may take. */
const longest = 1;
/** Seconds after which nothing is waited for any more. */
const patience = 20;
/** Bytes by which the process may grow over all files. */
const mostMemory = 768 * 2 ** 20;

/** How the engine words what a reader did not foresee. */
const unforeseen =
  /cannot (read|set|destructure|convert|mix)|is not (a function|iterable|a constructor|defined)|of (undefined|null)|invalid (typed )?array|invalid (count|string|time)|out of bounds|outside the bounds|start offset|allocation failed|call stack|\[object|at position -|should be a multiple|Symbol\(|bigint/i;

/**
 * Gives mutated files to a reader, the same ones each time: each must end, within a second of processor time and without the
 * process growing without bounds, in a result or in an error that says what is wrong with the file, in one line that names it.
 *
 * @param o.files whole files, which are damaged in turn
 * @param o.read reads a file; what it gives is thrown away
 * @param o.names what every error must name
 */
export async function fuzz(o: {
  files: readonly Uint8Array[];
  count: number;
  random: RandomLike;
  read: (bytes: Uint8Array) => unknown;
  names: string | RegExp;
}): Promise<Fuzzed> {
  const { files, count, random, read, names } = o;
  const before = process.resourceUsage().maxRSS;
  const faults: string[] = [];
  let [given, refused] = [0, 0];
  for (let i = 0; i < count; i++) {
    const bytes = mutated(files[i % files.length]!, random, files);
    let { error, seconds } = await asked(() => read(bytes));
    // The engine's own business (collecting garbage, compiling) may fall on any file, but not twice on one.
    if (seconds > longest) ({ error, seconds } = await asked(() => read(bytes)));
    if (error === undefined) given++;
    else refused++;
    const fault = seconds > longest ? `took ${seconds.toFixed(1)} s` : faultOf(error, names);
    if (fault !== undefined)
      faults.push(`file ${i} (${Buffer.from(bytes).toString('base64').slice(0, 400)}): ${fault}`);
  }
  expect(faults.slice(0, 5)).toEqual([]);
  expect(1024 * (process.resourceUsage().maxRSS - before)).toBeLessThan(mostMemory);
  return { read: given, refused };
}

type Asked = { readonly error: unknown; readonly seconds: number };

/** What a reader threw, if anything, and the processor time that it took. */
async function asked(read: () => unknown): Promise<Asked> {
  const from = process.cpuUsage();
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not end')), 1000 * patience);
  });
  let error: unknown;
  try {
    await Promise.race([read(), tooLong]);
  } catch (thrown) {
    error = thrown ?? 'nothing';
  } finally {
    clearTimeout(timer);
  }
  const { user, system } = process.cpuUsage(from);
  return { error, seconds: (user + system) / 1e6 };
}

/** What is wrong with an error; undefined if it is one that a person can do something with. */
function faultOf(error: unknown, names: string | RegExp): string | undefined {
  if (error === undefined) return undefined;
  if (!types.isNativeError(error)) return `threw ${String(error)}`;
  const { name, message } = error;
  const named = typeof names === 'string' ? message.includes(names) : names.test(message);
  if (message.includes('\n')) return `said more than a line: ${message}`;
  if (!named) return `did not name the file: ${name}: ${message}`;
  return unforeseen.test(message) ? `did not foresee it: ${error.stack ?? message}` : undefined;
}
