import type { Distance } from '../distances/index.ts';
import {
  centroids,
  type Embeddings,
  pairScores,
  pickRows,
  scoreBlocks,
  scoreMatrixOf,
  scoreRowsOf,
} from '../knn/index.ts';

/** A group and the score of a row with its mean. */
export type GroupScore = { group: number; score: number };

/** For a row: its score with the mean of the others of its group, and the best with another group. */
export type GroupScores = { own?: GroupScore; other?: GroupScore };

/**
 * How near each row is to its own group, itself left out, and to the nearest other group: scores with the groups' means. A
 * row of no group has no own; the only row of a group neither.
 *
 * @param groups the rows of each group, no row in two
 */
export async function groupScores(
  embeddings: Embeddings,
  groups: readonly (readonly number[])[],
  { distance, normalize }: { distance: Distance; normalize: boolean },
): Promise<GroupScores[]> {
  const scores: GroupScores[] = Array.from({ length: embeddings.rows }, () => ({}));
  if (groups.length === 0) return scores;
  const members = groups.flatMap((rows, group) => rows.map((row) => ({ row, group })));
  const rows = members.map(({ row }) => row);
  const of = new Map(members.map(({ row, group }) => [row, group]));
  const means = centroids(
    pickRows(embeddings, rows),
    members.map(({ group }) => String(group)),
    { normalize },
  ).embeddings;

  const accompanied = members.filter(({ group }) => groups[group]!.length > 1);
  if (accompanied.length > 0) {
    const others = othersMeans(embeddings, groups, accompanied, normalize);
    const own = await pairScores(
      embeddings,
      accompanied.map(({ row }) => row),
      others,
      [...accompanied.keys()],
      scoreRowsOf(distance),
    );
    for (const [i, { row, group }] of accompanied.entries()) scores[row]!.own = { group, score: own[i]! };
  }

  for await (const block of scoreBlocks(embeddings, means, scoreMatrixOf(distance))) {
    for (let i = 0; i < block.rows; i++) {
      const row = block.top + i;
      for (let j = 0; j < block.columns; j++) {
        const group = block.left + j;
        if (group === of.get(row)) continue;
        const score = block.scores[i * block.columns + j]!;
        if (score > (scores[row]!.other?.score ?? -Infinity)) scores[row]!.other = { group, score };
      }
    }
  }
  return scores;
}

/** For each member the mean of the others of its group. */
function othersMeans(
  { values, dimensions }: Embeddings,
  groups: readonly (readonly number[])[],
  members: readonly { row: number; group: number }[],
  normalize: boolean,
): Embeddings {
  const sums = groups.map((rows) => {
    const sum = new Float64Array(dimensions);
    for (const row of rows) for (let d = 0; d < dimensions; d++) sum[d]! += values[row * dimensions + d]!;
    return sum;
  });
  const means = new Float32Array(members.length * dimensions);
  for (const [i, { row, group }] of members.entries()) {
    const rest = sums[group]!.map((value, d) => value - values[row * dimensions + d]!);
    const length = normalize ? Math.hypot(...rest) : groups[group]!.length - 1;
    if (length > 0) for (let d = 0; d < dimensions; d++) means[i * dimensions + d] = rest[d]! / length;
  }
  return { values: means, rows: members.length, dimensions };
}
