import type { Json } from '../json.ts';
import type { LossParts } from './loss.ts';

/** What several losses carry, as the parts of one; a loss that is there twice counts once. */
export function joinedParts(losses: readonly LossParts[]): LossParts {
  const each = [...new Set(losses)];
  const variables = each.flatMap((loss) => loss.variables ?? []);
  const memory = each.flatMap((loss) => loss.memory ?? []);
  const states = each.flatMap((loss) => (loss.state ? [loss.state] : []));
  return {
    ...(variables.length > 0 && { variables }),
    ...(memory.length > 0 && { memory }),
    ...(states.length > 0 && {
      state: {
        save: () => states.map((state) => state.save()),
        restore: (saved) => states.forEach((state, i) => state.restore((saved as readonly Json[])[i]!)),
      },
    }),
  };
}
