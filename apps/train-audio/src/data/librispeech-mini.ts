import { basename, join } from 'node:path';
import { readdirSync } from 'node:fs';
import { createRandom, evaluateInDetail, type Labelled, pick, shuffled } from '@siamese/core';
import { type AudioItem, decodeAll, type Waveform } from '@siamese/audio';
import { findDataSet, type Measured, type Usable } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';

const parts = { train: 'train-clean-100', test: 'test-other' } as const;
const source = 'https://github.com/resemble-ai/Resemblyzer, audio_data';

/** Speakers whose threshold is chosen on, seconds that a clip of theirs lasts at least, and seconds of each of its ends. */
const [held, longEnough, end] = [28, 6, 3];

/**
 * A few of LibriSpeech's speakers: 168 of train-clean-100 with one recording each, 10 of test-other with ten. 140 are trained
 * on, by crops of their one recording, 28 calibrated on, by the two ends of theirs; the ten are the test.
 */
export async function librispeechMini(o: DataOptions): Promise<DataSet> {
  const folder = findDataSet('librispeech-mini', [join(parts.test, '1688-142285-0000.wav')], source);
  const [known, test] = await Promise.all(
    [parts.train, parts.test].map((part) => speakers(join(folder, part), o.rate)),
  );
  const order = shuffled([...known!.items.keys()], createRandom(o.seed, 'librispeech-mini'));
  const long = order.filter((i) => secondsOf(known!.items[i]!) >= longEnough).slice(0, held);
  const calibrated = new Set(long);
  return {
    name: 'librispeech-mini',
    train: pick(
      known!,
      [...known!.items.keys()].filter((i) => !calibrated.has(i)),
    ),
    calibration: bothEnds(pick(known!, long)),
    test: test!,
    closed: false,
    repeat: true,
    notes: [
      `${known!.items.length - held} speakers with one recording each are trained on, by crops of it; the ten of test-other are the test`,
      `the threshold is chosen on ${held} other speakers, the first ${end} s of their one recording against the last ${end} s: ` +
        'both have one room and one day, so it is optimistic',
    ],
    figures: (target, baseline) => cropped(target, baseline, test!, o.seed),
  };
}

/** Recordings of a folder, whose names begin with the speaker's number. */
async function speakers(folder: string, rate: number | undefined): Promise<Labelled<Waveform>> {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.wav'))
    .sort();
  const { items, labels } = await decodeAll(
    { items: names.map((name) => join(folder, name)), labels: names.map((name) => basename(name).split('-')[0]!) },
    rate === undefined ? {} : { sampleRate: rate },
  );
  return { items, labels };
}

const secondsOf = ({ samples, sampleRate }: Waveform): number => samples.length / sampleRate;

function bothEnds({ items, labels }: Labelled<Waveform>): Labelled<Waveform> {
  return {
    items: items.flatMap((item) => {
      const size = end * item.sampleRate;
      return [item.samples.subarray(0, size), item.samples.subarray(-size)].map((samples) => ({ ...item, samples }));
    }),
    labels: labels.flatMap((label) => [label, label]),
  };
}

/** The equal error rate where no more than the middle three seconds are heard. */
async function cropped(
  target: Usable<AudioItem>,
  baseline: Usable<AudioItem>,
  test: Labelled<Waveform>,
  seed: number,
): Promise<Measured[]> {
  const items = test.items.map((item) => {
    const size = Math.min(item.samples.length, end * item.sampleRate);
    const from = (item.samples.length - size) >> 1;
    return { ...item, samples: item.samples.subarray(from, from + size) };
  });
  const eerOf = async (model: Usable<AudioItem>) =>
    (await evaluateInDetail(model, { items, labels: test.labels }, { seed })).figures.eer;
  const [network, beside] = [await eerOf(target), await eerOf(baseline)];
  return [
    {
      key: 'eerCrop',
      name: 'Equal error rate of 3 s',
      ...network,
      baseline: beside.value,
      better: 'smaller',
      protocol: `all pairs of the test set, the middle ${end} s of each recording`,
      sentence: `Hearing ${end} s of each, it judges ${(100 * network.value).toFixed(1)} of 100 pairs wrongly where both mistakes are equally frequent.`,
    },
  ];
}
