import { eer, embed, givenPairs, pairScores, scoreRowsOf } from '@siamese/core';
import type { AudioItem } from '@siamese/audio';
import { encoderOf, type Usable } from '@siamese/runner';
import type { DataOptions, DataSet } from './data-set.ts';
import { fsdd, labelledBy, type Spoken } from './fsdd.ts';

/** The last index of the test, and of the calibration. */
const [tested, calibrated] = [4, 9];

/** Who says a digit, among six people who are all known: told by pairs of two different digits. */
export async function fsddSpeakers(o: DataOptions): Promise<DataSet> {
  const spoken = await fsdd(o.rate);
  const test = spoken.filter(({ index }) => index <= tested);
  return {
    name: 'fsdd-speakers',
    train: labelledBy(spoken, 'speaker', ({ index }) => index > calibrated),
    calibration: labelledBy(spoken, 'speaker', ({ index }) => index > tested && index <= calibrated),
    test: labelledBy(test, 'speaker', () => true),
    closed: true,
    repeat: false,
    notes: [
      `six speakers, all of them known: recordings ${calibrated + 1} to 49 of each digit are trained on, ` +
        `${tested + 1} to ${calibrated} calibrated on, 0 to ${tested} tested`,
    ],
    async figures(target, baseline) {
      const [network, beside] = [await acrossDigits(target, test, o.seed), await acrossDigits(baseline, test, o.seed)];
      return [
        {
          key: 'eer',
          name: 'Equal error rate',
          ...network,
          baseline: beside.value,
          better: 'smaller',
          protocol: 'all pairs of test recordings of two different digits; speakers are those of the training',
          sentence: `Where both mistakes are equally frequent, ${(100 * network.value).toFixed(1)} of 100 pairs are judged wrongly.`,
        },
      ];
    },
  };
}

/** The equal error rate over pairs that do not say the same; its interval draws pairs. */
async function acrossDigits(model: Usable<AudioItem>, spoken: readonly Spoken[], seed: number) {
  const encoder = encoderOf(model);
  const embeddings = await embed(
    encoder,
    spoken.map(({ item }) => item),
  );
  const [a, b]: [number[], number[]] = [[], []];
  spoken.forEach((one, i) => {
    for (let j = i + 1; j < spoken.length; j++) {
      if (spoken[j]!.digit === one.digit) continue;
      a.push(i);
      b.push(j);
    }
  });
  const scores = await pairScores(embeddings, a, embeddings, b, scoreRowsOf(encoder.distance));
  const same = a.map((i, pair) => spoken[i]!.speaker === spoken[b[pair]!]!.speaker);
  return givenPairs(scores, same, { seed }).figure(eer);
}
