import type { ImageItem } from '@siamese/image';
import { checkSettings as checkObjective, UsageError, type Usable } from '@siamese/runner';
import type { Settings } from './settings.ts';

/** What is trained, calibrated and used: an encoder, or with binary cross-entropy a siamese with a head. */
export type Target = Usable<ImageItem>;

/**
 * Looks whether the settings go together, before anything is loaded.
 *
 * @throws {UsageError} They do not; says which to leave out.
 */
export function checkSettings(s: Settings): void {
  checkObjective(s);
  if (s.embedding !== 'last' && s.loss === 'binary-cross-entropy')
    throw new UsageError(
      `--embedding ${s.embedding} does not go with binary-cross-entropy, whose head is made for the last layer; leave it out`,
    );
}
