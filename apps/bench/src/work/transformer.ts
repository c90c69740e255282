import * as tf from '@tensorflow/tfjs';
import { encoderLayer } from './encoder-layers.ts';
import type { Work } from './work.ts';

/** A transformer encoder of 4 layers, 256 wide with 4 heads, normalised before each part, for 64 tokens. */
export const transformer: Work = {
  name: 'transformer',
  pairs: 16,
  shape: [64, 256],
  layers: () => [
    tf.layers.inputLayer({ inputShape: [64, 256] }),
    ...Array.from({ length: 4 }, () =>
      encoderLayer({ tokens: 64, width: 256, heads: 4, hidden: 1024, norm: 'before' }),
    ),
    tf.layers.globalAveragePooling1d(),
  ],
};
