import { joinRows, pickRows } from '../knn/index.ts';
import { embed } from './embed.ts';
import { probabilityFor } from './probability.ts';
import { scorerOf } from './scorer-of.ts';
import { type Model, sidesOf } from './sides.ts';

/**
 * How alike two items are; larger is more alike.
 *
 * An encoder's score is its similarity, or minus its distance (0 is then the most alike); a siamese's or comparator's is
 * the probability of its head. Once `calibrate` was called, `probability` says how likely the two are the same.
 */
export async function compare<A, B = A>(
  model: Model<A, B>,
  a: A,
  b: B,
): Promise<{ score: number; probability?: number }> {
  const sides = sidesOf(model);
  const rows = sides.alike
    ? await embed(sides.a, [a, b as unknown as A])
    : joinRows([await embed(sides.a, [a]), await embed(sides.b, [b])]);
  const [score] = await scorerOf(model).pairs(pickRows(rows, [0]), [0], pickRows(rows, [1]), [0]);
  return { score: score!, ...probabilityFor(model, score!) };
}
