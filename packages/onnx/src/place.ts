import type { Tensor } from 'onnxruntime-common';
import type { Value } from './value.ts';

/** Memory that outlives the values in it: an optimiser updates it in place, so at most one value lives there at a time. */
export type Place = { readonly tensor: Tensor; readonly array: Float32Array; holder: Value | null };

/** A place in the given memory, which nobody else may use. */
export function createPlace(tensor: Tensor): Place {
  return { tensor, array: tensor.data as Float32Array, holder: null };
}

/** Empties a place: a value that somebody still needs is copied out first. */
export function vacate(place: Place, usedLater: (value: Value) => boolean): void {
  const value = place.holder;
  if (!value) return;
  const needed = !value.dead || value.readers > 0 || usedLater(value);
  place.holder = null;
  value.place = null;
  value.tensor = null;
  value.array = needed ? place.array.slice() : null;
}

/** Makes `value` the holder of an empty place, in whose memory its elements are. */
export function occupy(place: Place, value: Value): void {
  place.holder = value;
  value.place = place;
  value.tensor = place.tensor;
  value.array = place.array;
  value.node = null;
  value.pooled = false;
}
