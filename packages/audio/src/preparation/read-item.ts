import type { Features } from '../front-end/features.ts';
import { toLoudness } from '../signal/levels.ts';
import type { AudioItem } from '../waveform.ts';
import { loadCrop, loadWhole } from './load-crop.ts';
import type { AudioPreparation } from './preparation.ts';

/** How much of an item is wanted, and as what. */
export type Wanted = {
  /** Samples of its middle; null: all of it. */
  readonly centre: number | null;
  /** The samples themselves, or the features of them. */
  readonly as: 'samples' | 'features';
};

/**
 * An item's samples at the front end's rate, or their features, brought to the loudness of the preparation if it has one.
 *
 * @throws RangeError naming the item if it is silent, too short or too long
 */
export async function readItem(
  item: AudioItem,
  preparation: AudioPreparation,
  { centre, as }: Wanted,
  features: Features,
): Promise<Float32Array> {
  const samples = centre === null ? await loadWhole(item, preparation) : await loadCrop(item, preparation, centre);
  if (as === 'samples') return samples;
  const { loudness } = preparation;
  return features.of(loudness === null ? samples : toLoudness(samples, loudness));
}
