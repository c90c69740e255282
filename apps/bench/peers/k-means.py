# python3 -m venv peers && peers/bin/pip install numpy==2.4.6 faiss-cpu==1.15.1 scikit-learn==1.9.1
# Rounds of k-means from the first k rows, as in src/k-means-worker.ts.
import json
import sys
import time

import numpy as np

library, file = sys.argv[1:3]
rows, dimensions, k, iterations, threads = map(int, sys.argv[3:8])
x = np.fromfile(file, dtype=np.float32).reshape(rows, dimensions)
if library == "faiss":
    import faiss

    faiss.omp_set_num_threads(threads)
    # By default it takes 256 rows for each centre only.
    model = faiss.Kmeans(dimensions, k, niter=iterations, max_points_per_centroid=rows, seed=1)
    start = time.perf_counter()
    model.train(x, init_centroids=x[:k].copy())
    distances, _ = model.index.search(x, 1)
    seconds = time.perf_counter() - start
    inertia = float(distances.astype(np.float64).sum())
else:
    from sklearn.cluster import KMeans

    start = time.perf_counter()
    inertia = float(KMeans(k, init=x[:k], n_init=1, max_iter=iterations, tol=0, algorithm="lloyd").fit(x).inertia_)
    seconds = time.perf_counter() - start
print(json.dumps({"ms": 1000 * seconds, "inertia": inertia}))
