import type { Objective } from './fit-options.ts';

/** What the loss of a batch is when all embeddings are one point, where that is known. */
export function collapsedLossOf(loss: Objective['loss']): { collapsedLoss?: number } {
  if (loss.kind === 'triplet' && loss.collapsed !== undefined) return { collapsedLoss: loss.collapsed };
  if (loss.kind !== 'pair' || loss.collapsed === undefined) return {};
  return { collapsedLoss: (loss.collapsed.same + loss.collapsed.different) / 2 };
}
