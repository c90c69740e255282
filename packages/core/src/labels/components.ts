/**
 * The components of labels that share a group: classes of one component can't go to different parts without
 * splitting a group. Gives the component of each label, numbered from 0.
 */
export function components(labels: readonly string[], groups: readonly string[]): Map<string, number> {
  const parent = new Map<string, string>();
  const rootOf = (label: string): string => {
    let root = label;
    while (parent.get(root) !== root) root = parent.get(root)!;
    // Path compression keeps the next look-up short.
    for (let at = label; at !== root;) {
      const next = parent.get(at)!;
      parent.set(at, root);
      at = next;
    }
    return root;
  };
  const firstLabelOf = new Map<string, string>();
  labels.forEach((label, item) => {
    if (!parent.has(label)) parent.set(label, label);
    const first = firstLabelOf.get(groups[item]!);
    if (first === undefined) firstLabelOf.set(groups[item]!, label);
    else parent.set(rootOf(label), rootOf(first));
  });
  const numbers = new Map<string, number>();
  const result = new Map<string, number>();
  for (const label of parent.keys()) {
    const root = rootOf(label);
    if (!numbers.has(root)) numbers.set(root, numbers.size);
    result.set(label, numbers.get(root)!);
  }
  return result;
}
