import { createRandom, enrol, identify, type Labelled, pick, shuffled, wilson } from '@siamese/core';
import type { AudioItem, Waveform } from '@siamese/audio';
import { byClass, encoderOf, type Usable } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';
import { fsdd, labelledBy } from './fsdd.ts';

/** Recordings of each digit that are enrolled, and the last index that is calibrated on. */
const [enrolled, calibrated] = [5, 4];

/** The people that are left out, one after the other. */
export const people = ['george', 'jackson', 'lucas', 'nicolas', 'theo', 'yweweler'] as const;

/** Which digit is said, by somebody who was never heard: once for each of six people, the other five being trained on. */
export async function fsddDigits(o: DataOptions): Promise<DataSet[]> {
  const spoken = await fsdd(o.rate);
  return people.map((person) => {
    const train = labelledBy(spoken, 'digit', ({ speaker, index }) => speaker !== person && index > calibrated);
    const test = labelledBy(spoken, 'digit', ({ speaker }) => speaker === person);
    const gallery = fewOf(train, o.seed);
    return {
      name: 'fsdd-digits',
      part: `without-${person}`,
      train,
      calibration: labelledBy(spoken, 'digit', ({ speaker, index }) => speaker !== person && index <= calibrated),
      test,
      closed: true,
      repeat: false,
      notes: [`ten digits; ${person} is left out of the training and is the test`],
      async figures(target, baseline) {
        const [network, beside] = [await named(target, gallery, test), await named(baseline, gallery, test)];
        return [
          {
            key: 'digits',
            name: 'Digits of a new speaker',
            ...network,
            baseline: beside.value,
            better: 'larger',
            protocol: `leave one speaker out: every digit enrolled by ${enrolled} recordings of other speakers, named by the nearest centroid`,
            sentence: `Of 100 digits said by somebody it has never heard ${(100 * network.value).toFixed(1)} are named rightly.`,
          },
        ];
      },
    };
  });
}

/** So many of each digit, whoever says them. */
function fewOf(data: Labelled<Waveform>, seed: number): Labelled<Waveform> {
  const random = createRandom(seed, 'fsdd-digits');
  return pick(
    data,
    byClass(data.labels).flatMap(({ items }) => shuffled(items, random).slice(0, enrolled)),
  );
}

async function named(model: Usable<AudioItem>, gallery: Labelled<Waveform>, test: Labelled<Waveform>) {
  const answers = await identify(await enrol(encoderOf(model), gallery), [...test.items]);
  const right = answers.filter(({ label }, i) => label === test.labels[i]).length;
  return wilson(right, test.items.length);
}
