import type * as tf from '@tensorflow/tfjs';
import { distanceNamed } from '../distances/index.ts';
import type { Json } from '../json.ts';
import { bilinearHead } from './bilinear.ts';
import type { Head } from './head.ts';
import { concatenationHead } from './on-concatenation.ts';
import { differenceHead } from './on-difference.ts';
import { distanceHead } from './on-distance.ts';
import { scaledHead } from './scaled.ts';

/**
 * The head that a `json` and a loaded model describe: the inverse of `head.json` and `head.model`.
 *
 * @throws TypeError if json is not an object with a `kind`
 * @throws RangeError if its kind or its distance is unknown
 */
export function headFrom(json: Json, model: tf.LayersModel): Head {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TypeError(`headFrom: argument json must be an object with a kind, got ${JSON.stringify(json)}`);
  }
  const { kind, distance, squared } = json as { readonly [key: string]: Json };
  if (kind === 'onDistance') return distanceHead(distanceNamed(String(distance)), model);
  if (kind === 'onDifference') return differenceHead(model, squared === true);
  if (kind === 'onConcatenation') return concatenationHead(model);
  if (kind === 'bilinear') return bilinearHead(model);
  if (kind === 'scaled') return scaledHead(model);
  throw new RangeError(
    `headFrom: argument json.kind must be onDistance, onDifference, onConcatenation, bilinear or scaled, got ${JSON.stringify(kind)}`,
  );
}
