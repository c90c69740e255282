import { evaluateInDetail, warnOnCollapse, type Figure } from '@siamese/core';
import { note, objective, showProgress } from '@siamese/runner';
import type { DataSet } from '../data/data-set.ts';
import { network } from '../network.ts';
import { checkSettings } from '../objective.ts';
import type { Settings } from '../settings.ts';

/** The EER on classes that were not trained on: those of the calibration, or those of the test. */
export async function trainOnce(
  what: string,
  s: Settings,
  data: DataSet,
  seed: number,
  measuredOn: 'calibration' | 'test',
): Promise<Figure> {
  checkSettings(s);
  const { encoder } = network(s, data, seed);
  const { target, train, dispose } = objective(encoder, s, { seed, data: data.train });
  try {
    await train({ seed, hooks: [warnOnCollapse({ say: note }), showProgress(what)] });
    const { figures } = await evaluateInDetail(target, data[measuredOn]!, { seed: s.dataSeed, trials: 100 });
    return figures.eer;
  } finally {
    dispose();
    encoder.model.dispose();
  }
}
