export type Neighbours = { readonly indices: number[][]; readonly distances: number[][] };

/** The `k` nearest rows of every row, itself first, by Euclidean distance; exact; ties go to the lower row. */
export function nearestNeighbours(values: Float32Array, rows: number, dimensions: number, k: number): Neighbours {
  const indices: number[][] = [];
  const distances: number[][] = [];
  const toAll = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let other = 0; other < rows; other++)
      toAll[other] = other === row ? -1 : squared(values, row * dimensions, other * dimensions, dimensions);
    const nearest = smallest(toAll, k);
    indices.push(nearest);
    distances.push(nearest.map((other) => (other === row ? 0 : Math.sqrt(toAll[other]!))));
  }
  return { indices, distances };
}

function squared(values: Float32Array, a: number, b: number, dimensions: number): number {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) {
    const difference = values[a + i]! - values[b + i]!;
    sum += difference * difference;
  }
  return sum;
}

/** Positions of the `k` smallest values in ascending order, by insertion: `k` is small. */
function smallest(values: Float64Array, k: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (kept.length === k && value >= values[kept.at(-1)!]!) continue;
    let place = kept.length;
    while (place > 0 && values[kept[place - 1]!]! > value) place--;
    kept.splice(place, 0, i);
    if (kept.length > k) kept.pop();
  }
  return kept;
}
