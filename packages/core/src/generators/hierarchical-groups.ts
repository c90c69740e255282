import { checkPositiveInteger } from '../check.ts';
import type { Batches, GroupBatch } from './batches.ts';
import { type ClassDraws, classDraws } from './class-draws.ts';
import { spread } from './spread.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `categories` categories (alphabets, makes of cars, languages) with `classes` classes of each and `perClass`
 * different items of each class, so that a batch has classes that are hard to tell apart; sorted by class, never short.
 *
 * Within an epoch every category comes up as often as any other, give or take one; so do the classes of a category and the
 * items of a class over their visits. Categories with fewer classes of that many items are left out and `notes` say so.
 *
 * Reference: `HierarchicalSampler` of PyTorch Metric Learning.
 *
 * @param options.categoryOf the category of a label
 * @param options.repeat a class of fewer items gives some of them twice or more, as in `groups`
 * @throws RangeError unless the numbers are positive and a batch has two classes; `over` throws unless there is such a
 *   batch
 */
export function hierarchicalGroups(options: {
  readonly categories: number;
  readonly classes: number;
  readonly perClass: number;
  readonly categoryOf: (label: string) => string;
  readonly repeat?: boolean;
}): Batches<GroupBatch> {
  const { categories, classes, perClass, categoryOf, repeat = false } = options;
  const name = 'hierarchicalGroups';
  checkPositiveInteger(categories, `${name}: categories`);
  checkPositiveInteger(classes, `${name}: classes`);
  checkPositiveInteger(perClass, `${name}: perClass`);
  const twoClasses = `${name}: categories times classes must be at least 2, or nothing in a batch is different, got 1`;
  if (categories * classes < 2) throw new RangeError(twoClasses);
  return {
    kind: 'groups',
    over(labels, from) {
      checkStream(from, name);
      const { seed, epochs } = from;
      const { usable, all } = usableCategories(labels, { classes, perClass, categoryOf, repeat });
      const taken = Math.min(categories, usable.length);
      if (taken * classes < 2) {
        throw new RangeError(
          `${name}: labels must have ${classes === 1 ? 'two categories' : 'a category'} with ${classes} classes of ${perClass} items, got ${usable.length} among ${all} categories`,
        );
      }
      const draws = usable.map(({ category, items }): { items: number[] } & ClassDraws => ({
        items,
        ...classDraws(
          items.map((item) => labels[item]!),
          {
            classes,
            perClass,
            repeat: repeat || perClass === 1,
            seed,
            name: `${name} of ${category}`,
            classesName: 'classes',
            least: 1,
          },
        ),
      }));
      const items = usable.reduce((sum, category) => sum + category.items.length, 0);
      const stepsPerEpoch = Math.ceil(Math.max(items / (classes * perClass), usable.length) / taken);
      const visitsPerEpoch = Math.ceil((stepsPerEpoch * taken) / usable.length);
      return stream<GroupBatch>({
        stepsPerEpoch,
        epochs,
        notes: notesOf(all - usable.length, all, { classes, perClass, categories, taken }),
        batch(epoch, step) {
          const order = spread(usable.length, taken, seed, name, 'categories', epoch);
          const drawn = order.draw(step).flatMap((place, at) => {
            const category = draws[place]!;
            const visit = epoch * visitsPerEpoch + order.visit(step, at);
            const inCategory = category.draw(
              Math.floor(visit / category.stepsPerEpoch),
              visit % category.stepsPerEpoch,
            );
            return inCategory.map((group) => ({ ...group, items: group.items.map((item) => category.items[item]!) }));
          });
          return {
            kind: 'groups',
            items: drawn.flatMap((group) => group.items),
            labels: drawn.flatMap((group) => group.items.map(() => group.label)),
          };
        },
      });
    },
  };
}

/** The categories that have enough classes of enough items, each with the items of such classes. */
function usableCategories(
  labels: readonly string[],
  o: { classes: number; perClass: number; categoryOf: (label: string) => string; repeat: boolean },
): { usable: { category: string; items: number[] }[]; all: number } {
  const byCategory = new Map<string, Map<string, number[]>>();
  labels.forEach((label, item) => {
    const category = o.categoryOf(label);
    const byClass = byCategory.get(category) ?? new Map<string, number[]>();
    if (byClass.size === 0) byCategory.set(category, byClass);
    const items = byClass.get(label);
    if (items === undefined) byClass.set(label, [item]);
    else items.push(item);
  });
  const usable = [...byCategory].flatMap(([category, byClass]) => {
    const enough = [...byClass.values()].filter((items) => o.repeat || items.length >= o.perClass);
    return enough.length < o.classes ? [] : [{ category, items: enough.flat().sort((x, y) => x - y) }];
  });
  return { usable, all: byCategory.size };
}

function notesOf(
  leftOut: number,
  all: number,
  o: { classes: number; perClass: number; categories: number; taken: number },
): string[] {
  const notes: string[] = [];
  if (leftOut > 0) {
    notes.push(
      `hierarchicalGroups: ${leftOut} of ${all} categories are left out, having fewer than ${o.classes} classes of ${o.perClass} items`,
    );
  }
  if (o.taken < o.categories) {
    notes.push(`hierarchicalGroups: ${o.taken} categories in a batch, not ${o.categories}: there are no more`);
  }
  return notes;
}
