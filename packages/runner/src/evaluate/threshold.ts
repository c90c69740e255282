import { calibrate, createRandom, embed, pick, scoreOf, shuffled } from '@siamese/core';
import type { Usable } from '../modality.ts';
import type { DataSet, MeasureSettings } from './data-set.ts';
import { ownPairs } from './own-pairs.ts';

/**
 * Gives the target its threshold, chosen on the calibration items where both errors are equally frequent, and says what
 * it is. A fixed distance is measured on the training items, which chose nothing. Undefined: there is none.
 */
export async function setThreshold<Item>(
  target: Usable<Item>,
  data: DataSet<Item>,
  s: MeasureSettings,
): Promise<string | undefined> {
  const seed = s.dataSeed;
  if (s.threshold === 0) {
    if (data.calibration === undefined) return undefined;
    const { threshold } = await calibrate(target, data.calibration, {
      target: 'eer',
      seed,
      measuredOn: `${data.name}: ${data.calibration.items.length} items held out for it`,
    });
    return `score ${threshold.toFixed(4)}, where both errors are equally frequent on items held out for it`;
  }
  if ('head' in target) return undefined;
  const { distance } = target;
  const threshold = scoreOf(distance, s.threshold);
  const some = pick(data.train, shuffled([...data.train.items.keys()], createRandom(seed, 'threshold')).slice(0, 2000));
  const { far, frr, pairs } = await ownPairs(await embed(target, some.items), some.labels, distance, {
    threshold,
    seed,
  });
  const asked = `${distance.name} distance ${s.threshold}, fixed`;
  target.calibration = {
    threshold,
    target: asked,
    far,
    frr,
    pairs,
    measuredOn: `${data.name}: pairs of training items`,
  };
  return asked;
}
