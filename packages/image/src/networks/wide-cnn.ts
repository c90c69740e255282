import type * as tf from '@tensorflow/tfjs';
import { cnn } from './cnn.ts';
import type { NetworkOptions } from './network.ts';

/**
 * `smallCnn` with twice the filters: 32, 64 and 128. Its last map, `pool3`, is 3 x 3 x 128 on 28 x 28: coarse enough not to
 * mind where things lie, and a fair embedding of its own (see `encoderAt` of core).
 *
 * @throws RangeError if the pictures are smaller than 8 pixels a side
 */
export function wideCnn(o: NetworkOptions): tf.LayersModel {
  return cnn({ ...o, filters: [32, 64, 128], kernel: 3, padding: 'same', units: false });
}
