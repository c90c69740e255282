import { descriptorFeatures, descriptorWidth } from './descriptors.ts';
import type { Features } from './features.ts';
import type { FrontEnd } from './front-end.ts';
import { melFeatures } from './mel.ts';

/**
 * A front end at work: samples to `[frames, features]`.
 *
 * @throws RangeError if it is of an unknown kind
 * @throws Error saying what to install if it needs a package that isn't there
 */
export async function openFeatures(frontEnd: FrontEnd): Promise<Features> {
  const { kind } = frontEnd;
  if (kind === 'mel') return melFeatures(frontEnd);
  if (kind === 'wave') return { width: 1, framesOf: (samples) => samples, silence: 0, of: (samples) => samples };
  if (kind === 'descriptors') return descriptorFeatures(frontEnd);
  throw new RangeError(`openFeatures: kind must be mel, wave or descriptors, got '${String(kind)}'`);
}

/** Numbers of a frame of a front end: what a network takes. */
export function widthOf(frontEnd: FrontEnd): number {
  if (frontEnd.kind === 'mel') return frontEnd.mels;
  if (frontEnd.kind === 'wave') return 1;
  return descriptorWidth(frontEnd);
}
