import type { Labelled } from '../labels.ts';

/** An item as a stream gives it. */
export type LabelledItem<Item> = { readonly item: Item; readonly label: string; readonly group?: string };

/**
 * Labelled items out of a stream of them: a query, a generator, an array.
 *
 * @throws TypeError if one has no string for a label, or some have a group and some have none
 * @throws RangeError if there is none
 */
export async function fromIterable<Item>(
  stream: AsyncIterable<LabelledItem<Item>> | Iterable<LabelledItem<Item>>,
): Promise<Labelled<Item>> {
  const items: Item[] = [];
  const labels: string[] = [];
  const groups: string[] = [];
  for await (const { item, label, group } of stream) {
    if (typeof label !== 'string') {
      throw new TypeError(`fromIterable: each label must be a string, got ${typeof label} at ${items.length}`);
    }
    items.push(item);
    labels.push(label);
    if (group !== undefined) groups.push(group);
  }
  if (items.length === 0) throw new RangeError('fromIterable: argument stream must give one item or more, got none');
  if (groups.length > 0 && groups.length < items.length) {
    throw new TypeError(`fromIterable: all items must have a group or none, got ${groups.length} of ${items.length}`);
  }
  return { items, labels, ...(groups.length > 0 ? { groups } : {}) };
}
