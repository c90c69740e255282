import type { AffineOptions } from './affine.ts';
import { affine } from './affine.ts';
import type { Augment } from './batch.ts';
import type { EraseOptions } from './erase.ts';
import { erase } from './erase.ts';
import { flip } from './flip.ts';
import type { LightOptions } from './light.ts';
import { light } from './light.ts';
import { thickness } from './thickness.ts';

/** Which pieces of augmentation a network is trained with, and how far each goes; what is absent is not done. */
export type Augmentation = {
  readonly flip?: { readonly probability?: number };
  readonly affine?: AffineOptions;
  readonly thickness?: { readonly amount?: number };
  readonly light?: LightOptions;
  readonly erase?: EraseOptions;
};

/** What a network is trained with unless something else is asked for: `affine` as it comes. */
export const smallAffine: Augmentation = { affine: {} };

/** One after the other. */
export function inTurn(...pieces: readonly Augment[]): Augment {
  return (batch, random) => {
    for (const piece of pieces) piece(batch, random);
  };
}

/**
 * The pieces of a description, in this order: flip, affine, thickness, light, erase.
 *
 * @throws RangeError if an amount is out of range
 */
export function augmentBy(o: Augmentation): Augment {
  return inTurn(
    ...(o.flip ? [flip(o.flip)] : []),
    ...(o.affine ? [affine(o.affine)] : []),
    ...(o.thickness ? [thickness(o.thickness)] : []),
    ...(o.light ? [light(o.light)] : []),
    ...(o.erase ? [erase(o.erase)] : []),
  );
}
