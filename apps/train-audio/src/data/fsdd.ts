import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Labelled } from '@siamese/core';
import { decodeAll, type Waveform } from '@siamese/audio';
import { findDataSet } from '@siamese/runner';

const source = 'https://github.com/Jakobovski/free-spoken-digit-dataset';

/** A spoken digit: who says which, for the how-manieth time. */
export type Spoken = {
  readonly item: Waveform;
  readonly digit: string;
  readonly speaker: string;
  readonly index: number;
};

/** The Free Spoken Digit Dataset: ten digits, said fifty times by each of six people, at 8 kHz. */
export async function fsdd(rate: number | undefined): Promise<Spoken[]> {
  const folder = join(findDataSet('fsdd', [join('recordings', '0_george_0.wav')], source), 'recordings');
  const names = readdirSync(folder)
    .filter((name) => /^\d_[a-z]+_\d+\.wav$/.test(name))
    .sort();
  const { items } = await decodeAll(
    { items: names.map((name) => join(folder, name)), labels: names },
    rate === undefined ? {} : { sampleRate: rate },
  );
  return names.map((name, i) => {
    const [digit, speaker, index] = name.replace('.wav', '').split('_') as [string, string, string];
    return { item: items[i]!, digit, speaker, index: Number(index) };
  });
}

/** Some of them, labelled by what is to be told apart. */
export function labelledBy(
  spoken: readonly Spoken[],
  what: 'digit' | 'speaker',
  keep: (one: Spoken) => boolean,
): Labelled<Waveform> {
  const kept = spoken.filter(keep);
  return { items: kept.map(({ item }) => item), labels: kept.map((one) => one[what]) };
}
