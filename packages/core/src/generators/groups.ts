import { checkPositiveInteger } from '../check.ts';
import type { Batches, GroupBatch } from './batches.ts';
import { classDraws } from './class-draws.ts';
import { checkStream, stream } from './stream.ts';

/**
 * Batches of `classes` different classes with `perClass` different items of each (P x K), sorted by class; never short,
 * never with an item twice.
 *
 * Within an epoch every class comes up as often as any other, give or take one; an epoch has as many batches as it takes
 * to draw as many items as there are. With fewer classes or items than asked, batches are smaller and `notes` say so.
 * With `repeat`, a class of fewer items gives some of them twice or more: for items that are cropped at random.
 *
 * @throws RangeError unless classes is at least 2 and perClass at least 1; `over` throws unless two classes have two
 *   items each (with `repeat`: unless there are two classes)
 */
export function groups(options: {
  readonly classes: number;
  readonly perClass: number;
  readonly repeat?: boolean;
}): Batches<GroupBatch> {
  const { classes, perClass, repeat = false } = options;
  checkPositiveInteger(classes, 'groups: classes');
  checkPositiveInteger(perClass, 'groups: perClass');
  if (classes < 2)
    throw new RangeError(`groups: classes must be at least 2, or nothing in a batch is different, got 1`);
  return {
    kind: 'groups',
    over(labels, from) {
      checkStream(from, 'groups');
      const { seed, epochs } = from;
      const draws = classDraws(labels, {
        classes,
        perClass,
        repeat,
        seed,
        name: 'groups',
        classesName: 'classes in a batch',
      });
      return stream<GroupBatch>({
        ...draws,
        epochs,
        batch(epoch, step) {
          const drawn = draws.draw(epoch, step);
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
