import { permutation } from '../random.ts';
import { classIndex, sizeOf } from './class-index.ts';
import { spread } from './spread.ts';

/** Batches of a few classes with as many items of each: what groups and episodes have in common. */
export type ClassDraws = {
  readonly classes: number;
  readonly perClass: number;
  readonly stepsPerEpoch: number;
  readonly notes: readonly string[];
  /** For each class of the batch its label and its items, in a random order. */
  draw(epoch: number, step: number): { label: string; items: number[] }[];
};

export type ClassDrawsOptions = {
  readonly classes: number;
  readonly perClass: number;
  readonly repeat: boolean;
  readonly seed: number;
  /** The caller's name, for messages and for a random stream of its own. */
  readonly name: string;
  /** What the caller calls classes. */
  readonly classesName: string;
  /** How many classes there must be; 2 unless given. */
  readonly least?: number;
};

/**
 * Chooses which classes take part and how many items of each, then draws evenly: within an epoch every class comes up
 * as often as any other, give or take one, and so does each item of a class over its visits.
 *
 * A class with fewer items than asked is left out, as long as half of the classes (and two) have enough; else fewer
 * items of each class are drawn.
 *
 * @throws RangeError if there are not two classes with two items (with `repeat`, two classes)
 */
export function classDraws(labels: readonly string[], options: ClassDrawsOptions): ClassDraws {
  const { repeat, seed, name, classesName, least = 2 } = options;
  const index = classIndex(labels);
  const sizes = index.names.map((_, c) => sizeOf(index, c));
  const candidates = sizes.filter((size) => repeat || size >= 2).sort((x, y) => y - x);
  if (candidates.length < least) {
    const needed = repeat ? 'at least two classes' : 'at least two classes with two items each';
    throw new RangeError(
      `${name}: labels must have ${needed}, got ${candidates.length} among ${index.names.length} classes and ${labels.length} items`,
    );
  }
  const enough = candidates[Math.max(least, Math.ceil(candidates.length / 2)) - 1]!;
  const perClass = repeat ? options.perClass : Math.min(options.perClass, enough);
  const used = sizes.flatMap((size, c) => (repeat || size >= perClass ? [c] : []));
  const classes = Math.min(options.classes, used.length);

  const notes: string[] = [];
  if (perClass < options.perClass) {
    notes.push(
      `${name}: ${perClass} items of each class, not ${options.perClass}: fewer than half of the ${candidates.length} classes have more`,
    );
  }
  if (used.length < sizes.length) {
    notes.push(
      `${name}: ${sizes.length - used.length} of ${sizes.length} classes are left out, having fewer than ${perClass} items`,
    );
  }
  if (classes < options.classes) {
    notes.push(`${name}: ${classes} ${classesName}, not ${options.classes}: there are no more`);
  }

  const items = used.reduce((sum, c) => sum + sizes[c]!, 0);
  const stepsPerEpoch = Math.max(1, Math.ceil(Math.max(items / perClass, used.length) / classes));
  const visitsPerEpoch = Math.ceil((stepsPerEpoch * classes) / used.length);
  return {
    classes,
    perClass,
    stepsPerEpoch,
    notes,
    draw(epoch, step) {
      const order = spread(used.length, classes, seed, name, 'classes', epoch);
      return order.draw(step).map((place, at) => {
        const c = used[place]!;
        const visit = epoch * visitsPerEpoch + order.visit(step, at);
        const drawn = drawItems(sizes[c]!, perClass, visit, seed, name, c);
        return { label: index.names[c]!, items: drawn.map((item) => index.members[index.starts[c]! + item]!) };
      });
    },
  };
}

function drawItems(size: number, count: number, visit: number, seed: number, name: string, c: number): number[] {
  if (size >= count) return spread(size, count, seed, name, 'items', c).draw(visit);
  // Too few items, so they come again: all of them before any once more.
  return Array.from({ length: count }, (_, place) => {
    const slot = visit * count + place;
    return permutation(size, seed, name, 'items', c, Math.floor(slot / size))(slot % size);
  });
}
