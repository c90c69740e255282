import { useModel as use, type UseFlags } from '@siamese/runner';
import type { Target } from '../objective.ts';
import { pictures } from '../pictures.ts';

/** Starts the backend and loads the model that was named, or the latest; says on standard error which. */
export function useModel(flags: UseFlags): Promise<{ model: Target; folder: string }> {
  return use(pictures, flags);
}
