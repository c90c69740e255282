import { identify as identifyWith, type IdentifyFlags } from '@siamese/runner';
import { pictures } from '../pictures.ts';

/** Prints for each picture the label of the gallery, or that it is unknown and why, with its score. */
export function identify(paths: readonly string[], flags: IdentifyFlags): Promise<void> {
  return identifyWith(pictures, paths, flags);
}
