import * as tf from '@tensorflow/tfjs';
import { encoderLayer, positions } from './encoder-layers.ts';
import type { Work } from './work.ts';

const words = 30_522;

/** An encoder of the shape of MiniLM: 30,522 words, 6 layers, 384 wide with 12 heads and 1,536 in between, for 32 tokens. */
export const minilm: Work = {
  name: 'minilm',
  pairs: 32,
  shape: [32],
  words,
  // Rounding of the gradients (1e-7) grows through six normalised layers to 1e-4 of the embeddings', which Adam takes the signs of.
  compared: 1,
  layers: () => [
    tf.layers.embedding({ inputDim: words, outputDim: 384, inputLength: 32 }),
    positions(),
    tf.layers.layerNormalization({ epsilon: 1e-5 }),
    ...Array.from({ length: 6 }, () =>
      encoderLayer({ tokens: 32, width: 384, heads: 12, hidden: 1536, norm: 'after' }),
    ),
    tf.layers.globalAveragePooling1d(),
  ],
};
