import { checkPositiveInteger, checkSameLength } from '../../check.ts';
import { numberUnits } from '../bootstrap.ts';

/** How many items each class has in each cluster; only filled cells are kept. */
export type Contingency = {
  /** How many items lie in each filled cell. */
  readonly cells: Float64Array;
  /** The class and the cluster of each cell: places in `classes` and `clusters`. */
  readonly classOf: Int32Array;
  readonly clusterOf: Int32Array;
  /** How many items each class has, each cluster, and all have. */
  readonly classes: Float64Array;
  readonly clusters: Float64Array;
  readonly n: number;
};

/**
 * Counts the items of each class in each cluster. A cluster is a number or a name; all noise under one name (-1) is one
 * cluster, as in scikit-learn.
 *
 * @throws RangeError if there are no items, lengths differ, or a cluster is NaN (its place is named)
 */
export function contingency(labels: readonly string[], clusters: ArrayLike<number | string>): Contingency {
  return contingencies(labels, clusters)();
}

/** The same for many samples of the items, of which item i counts `times[i]` times. */
export function contingencies(
  labels: readonly string[],
  clusters: ArrayLike<number | string>,
): (times?: ArrayLike<number>) => Contingency {
  checkPositiveInteger(labels.length, 'contingency: the number of items');
  checkSameLength(labels, clusters, 'contingency: labels and clusters');
  for (let i = 0; i < clusters.length; i++) {
    if (Number.isNaN(clusters[i]))
      throw new RangeError(`contingency: clusters must be numbers or names, got NaN at ${i}`);
  }
  const ofClass = numberUnits(labels.length, labels);
  const ofCluster = numberUnits(labels.length, clusters);
  // Doubles: classes times clusters may be more than an int32 holds.
  const keys = Float64Array.from(ofClass.unitOf, (one, i) => one * ofCluster.count + ofCluster.unitOf[i]!);
  const ofCell = numberUnits(labels.length, keys);
  const classOf = new Int32Array(ofCell.count);
  const clusterOf = new Int32Array(ofCell.count);
  for (let i = 0; i < labels.length; i++) {
    classOf[ofCell.unitOf[i]!] = ofClass.unitOf[i]!;
    clusterOf[ofCell.unitOf[i]!] = ofCluster.unitOf[i]!;
  }
  return (times) => {
    const counts = new Float64Array(ofCell.count);
    for (let i = 0; i < labels.length; i++) counts[ofCell.unitOf[i]!]! += times ? times[i]! : 1;
    return filled(counts, classOf, clusterOf, ofClass.count, ofCluster.count);
  };
}

function filled(
  counts: Float64Array,
  ofClass: Int32Array,
  ofCluster: Int32Array,
  classCount: number,
  clusterCount: number,
): Contingency {
  const classes = new Float64Array(classCount);
  const clusters = new Float64Array(clusterCount);
  let n = 0;
  for (let cell = 0; cell < counts.length; cell++) {
    classes[ofClass[cell]!]! += counts[cell]!;
    clusters[ofCluster[cell]!]! += counts[cell]!;
    n += counts[cell]!;
  }
  const kept = (_: number, cell: number) => counts[cell]! > 0;
  return {
    cells: counts.filter(kept),
    classOf: ofClass.filter(kept),
    clusterOf: ofCluster.filter(kept),
    classes,
    clusters,
    n,
  };
}
