import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toWav } from '../wav.ts';
import { own } from './own.ts';

const sampleRate = 4000;
let place = '';
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'siamese-own-'));
});
afterAll(() => rmSync(place, { recursive: true }));

/** One recording of a speaker. */
async function put(folder: string, speaker: number, seconds: number): Promise<string> {
  const samples = Float32Array.from(
    { length: seconds * sampleRate },
    (_, i) => 0.3 * Math.sin((i * (speaker + 9)) / 99),
  );
  mkdirSync(join(place, folder, `p${speaker}`), { recursive: true });
  const path = join(place, folder, `p${speaker}`, 'a.wav');
  await toWav({ samples, sampleRate }, path);
  return path;
}
const o = { seed: 1, skipBad: false, all: false };

it('one file per speaker: its halves count as two, and that is said', async () => {
  for (let speaker = 0; speaker < 20; speaker++) await put('many', speaker, 2.5);
  const { train, calibration, test, notes, repeat } = await own(join(place, 'many'), o);
  const all = [train, calibration!, test].flatMap(({ items }) => items);
  expect(all.map(({ samples }) => samples.length)).toEqual(Array.from({ length: 40 }, () => 1.25 * sampleRate));
  expect(repeat).toBe(true);
  expect(notes[0]).toBe(
    'of 20 with one recording alone its two halves count as two: one day and one room, so figures are optimistic',
  );
  const speakers = [train, calibration!, test].map(({ labels }) => new Set(labels).size);
  expect(speakers.reduce((sum, count) => sum + count, 0)).toBe(20);
});

it('a table of one speaker is refused', async () => {
  const path = await put('table', 1, 1);
  const table = join(place, 'one.csv');
  writeFileSync(table, `path,label\n${path},ada\n${path},ada\n`);
  await expect(own(table, o)).rejects.toThrow(/one\.csv has one speaker only: there is nothing to tell apart/);
});

it('what is not there is named, beside the data sets that have a name', () =>
  expect(own('nowhere', o)).rejects.toThrow(
    /nowhere is neither a data set \(voices, librispeech-mini, .*\) nor a folder or CSV file that is there/,
  ));
