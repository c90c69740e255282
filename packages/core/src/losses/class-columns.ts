import { shown } from '../check.ts';

/**
 * The place of each label among the classes of a loss that has something for each of them.
 *
 * @throws TypeError if classes is no array of strings, RangeError if there are fewer than two or one twice, or, when called, a
 * label is not among them
 */
export function classColumns(classes: readonly string[], where: string): (labels: readonly string[]) => Int32Array {
  if (!Array.isArray(classes) || !classes.every((name) => typeof name === 'string')) {
    throw new TypeError(`${where}: classes must be an array of strings, got ${shown(classes)}`);
  }
  if (classes.length < 2)
    throw new RangeError(`${where}: classes must hold at least two labels, got ${classes.length}`);
  const columns = new Map(classes.map((name, column) => [name, column]));
  if (columns.size < classes.length) {
    const twice = classes.find((name, column) => columns.get(name) !== column);
    throw new RangeError(`${where}: classes must hold each label once, got ${shown(twice)} twice`);
  }
  return (labels) =>
    Int32Array.from(labels, (label) => {
      const column = columns.get(label);
      if (column !== undefined) return column;
      throw new RangeError(
        `${where}: argument labels must be among the ${classes.length} classes it was made for, got ${shown(label)}`,
      );
    });
}
