/** The positions of the items of each class, in the order in which classes first appear. */
export function byClass(labels: readonly string[]): { label: string; items: number[] }[] {
  const classes = new Map<string, number[]>();
  labels.forEach((label, i) => {
    const items = classes.get(label);
    if (items === undefined) classes.set(label, [i]);
    else items.push(i);
  });
  return [...classes].map(([label, items]) => ({ label, items }));
}
