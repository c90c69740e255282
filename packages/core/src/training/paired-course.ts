import type { OrderBatches } from '../generators/index.ts';
import type { Paired } from '../labels.ts';
import { checkMatched, checkSame, checkScored, unfit } from './check-data.ts';
import { collapsedLossOf } from './collapsed-loss.ts';
import { type Course, courseFrom, isComparator, type Length, type Target } from './course.ts';
import type { Objective } from './fit-options.ts';
import { logitValues, matchValues, pairValues, scoreValues, type ValuesOf } from './values.ts';

/** A course over data that comes as pairs, in its order or shuffled. */
export function pairedCourse<A, B>(
  target: Target<A, B>,
  data: Paired<A, B>,
  objective: Objective,
  over: OrderBatches['over'],
  length: Length,
): Course {
  const { loss } = objective;
  const valuesOf = rowsOf(target, data, objective);
  const { a, b } = data;
  const stream = over(a.length, length);
  const [first, second] = isComparator(target) ? [target.a, target.b] : [target, target];
  const one = (first as unknown) === second;
  const models = [
    first.model,
    second.model,
    ...(loss.kind === 'logit' && isComparator(target) ? [target.head.model] : []),
  ];
  return courseFrom(
    {
      stepsPerEpoch: stream.stepsPerEpoch,
      notes: stream.notes,
      encoders: one ? [first] : [first, second],
      models: [...new Set(models)],
      ...collapsedLossOf(loss),
    },
    (step) => {
      const { rows } = stream.at(step);
      const [left, right] = [rows.map((row) => a[row]), rows.map((row) => b[row])];
      return {
        parts: one ? [[...left, ...right]] : [left, right],
        name(part, row) {
          const side = one ? Number(row >= rows.length) : part;
          return `item ${rows[row % rows.length]} of side ${'ab'[side]}`;
        },
        values: valuesOf(rows),
      };
    },
    length.seed,
  );
}

/** What becomes of some rows of the data, which is checked to have what the loss needs. */
function rowsOf<A, B>(
  target: Target<A, B>,
  data: Paired<A, B>,
  objective: Objective,
): (rows: readonly number[]) => ValuesOf {
  const { loss, miner } = objective;
  if (miner === undefined) {
    if (loss.kind === 'pair' && !isComparator(target)) {
      const same = checkSame(data);
      return (rows) =>
        pairValues(
          loss,
          rows.map((row) => same[row]!),
        );
    }
    if (loss.kind === 'logit' && isComparator(target)) {
      const same = checkSame(data);
      return (rows) =>
        logitValues(
          loss,
          target.head,
          rows.map((row) => same[row]!),
        );
    }
    if (loss.kind === 'score') {
      const scores = checkScored(data);
      return (rows) =>
        scoreValues(
          loss,
          rows.map((row) => scores[row]!),
        );
    }
    if (loss.kind === 'match') {
      checkMatched(data);
      return (rows) => matchValues(loss, rows.length);
    }
  }
  throw unfit(objective, isComparator(target));
}
