/** Sets that only ever merge: `find` gives a set's name, its smallest member. */
export type UnionFind = {
  find(member: number): number;
  /** Whether they were apart. */
  join(a: number, b: number): boolean;
};

/** n sets of one member each (Tarjan 1975, with path halving). */
export function unionFind(n: number): UnionFind {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const find = (member: number): number => {
    let at = member;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  return {
    find,
    join(a, b) {
      const [one, other] = [find(a), find(b)];
      if (one === other) return false;
      parent[Math.max(one, other)] = Math.min(one, other);
      return true;
    },
  };
}
