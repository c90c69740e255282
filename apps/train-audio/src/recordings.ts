import { type AudioItem, decodeAudio, resample, type Waveform } from '@siamese/audio';
import { fromFolder, loadAudioModel } from '@siamese/audio/node';
import type { Modality } from '@siamese/runner';
import { pictureOf, soundOf } from '@siamese/runner/report';
import { mfccStatistics } from './evaluate/mfcc-statistics.ts';
import { readable } from './readable.ts';
import { spectrogram } from './spectrogram.ts';
import { wavOf } from './wav.ts';

/** As much of a recording as a page shows and lets one hear: seconds, and samples a second. */
const [heardSeconds, heardRate] = [2, 8000];

/** What the verbs have to know of recordings. */
export const recordings: Modality<AudioItem> = {
  one: 'recording',
  many: 'recordings',
  starts: 'npm run audio --',
  load: loadAudioModel,
  fromFolder,
  read: (path) => decodeAudio(path),
  readable,
  baseline: mfccStatistics,
  baselineName: 'MFCC statistics',
  pathOf: (item) => (typeof item === 'string' ? item : 'name' in item ? item.name : undefined),
  show: async (item) => pictureOf(await spectrogram(middleOf(await decodeAudio(item))), 'image/webp'),
  hear: async (item) => soundOf(wavOf(middleOf(await decodeAudio(item)))),
};

/** The middle of a recording, small enough for a page. */
function middleOf({ samples, sampleRate }: Waveform): Waveform {
  const length = Math.min(samples.length, heardSeconds * sampleRate);
  const from = (samples.length - length) >> 1;
  const rate = Math.min(heardRate, sampleRate);
  return { samples: resample(samples.subarray(from, from + length), sampleRate, rate), sampleRate: rate };
}
