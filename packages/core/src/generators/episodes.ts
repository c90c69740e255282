import { checkPositiveInteger } from '../check.ts';
import type { Batches, EpisodeBatch } from './batches.ts';
import { classDraws } from './class-draws.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Few-shot episodes: `ways` classes, of each `shots` items as the support and `queries` (5 unless given) others to be
 * told; both sorted by class (Vinyals et al., Matching networks, 2016).
 *
 * Classes and items come up evenly, as in `groups`. With fewer items than asked the queries are cut first (down to
 * one), then the shots; with fewer classes the ways; `notes` say so.
 *
 * @throws RangeError unless ways is at least 2 and shots and queries are positive; `over` throws unless two classes have
 *   two items each
 */
export function episodes(options: {
  readonly ways: number;
  readonly shots: number;
  readonly queries?: number;
}): Batches<EpisodeBatch> {
  const { ways, shots, queries = 5 } = options;
  checkPositiveInteger(ways, 'episodes: ways');
  checkPositiveInteger(shots, 'episodes: shots');
  checkPositiveInteger(queries, 'episodes: queries');
  if (ways < 2) throw new RangeError(`episodes: ways must be at least 2, got 1`);
  return {
    kind: 'episodes',
    over(labels, from) {
      checkStream(from, 'episodes');
      const { seed, epochs } = from;
      const draws = classDraws(labels, {
        classes: ways,
        perClass: shots + queries,
        repeat: false,
        seed,
        name: 'episodes',
        classesName: 'ways',
      });
      const shown = Math.min(shots, draws.perClass - 1);
      const notes = [...draws.notes];
      if (draws.perClass < shots + queries) {
        notes.push(
          `episodes: ${shown} shots and ${draws.perClass - shown} queries of each class, not ${shots} and ${queries}`,
        );
      }
      return stream<EpisodeBatch>({
        stepsPerEpoch: draws.stepsPerEpoch,
        notes,
        epochs,
        batch(epoch, step) {
          const drawn = draws.draw(epoch, step);
          return {
            kind: 'episodes',
            support: drawn.flatMap(({ items }) => items.slice(0, shown)),
            supportLabels: drawn.flatMap(({ items, label }) => items.slice(0, shown).map(() => label)),
            query: drawn.flatMap(({ items }) => items.slice(shown)),
            queryLabels: drawn.flatMap(({ items, label }) => items.slice(shown).map(() => label)),
          };
        },
      });
    },
  };
}
