export { agglomerative, type Linkage } from './agglomerative.ts';
export { chooseK, type SilhouetteOfK } from './choose-k.ts';
export type { Clusters } from './clusters.ts';
export { communities } from './communities.ts';
export { dbscan } from './dbscan.ts';
export { hdbscan } from './hdbscan.ts';
export { kMeans, type KMeans } from './k-means.ts';
export { type Propagated, propagateLabels } from './propagate-labels.ts';
export { spectral } from './spectral.ts';
