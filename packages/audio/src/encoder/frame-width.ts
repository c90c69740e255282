import { descriptorWidth } from '../front-end/descriptors.ts';
import type { FrontEnd } from '../front-end/front-end.ts';

/** The numbers of a frame. */
export function frameWidth(frontEnd: FrontEnd): number {
  if (frontEnd.kind === 'wave') return 1;
  return frontEnd.kind === 'mel' ? frontEnd.mels : descriptorWidth(frontEnd);
}
