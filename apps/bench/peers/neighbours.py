# python3 -m venv peers && peers/bin/pip install numpy==2.4.6 faiss-cpu==1.15.1
# The exact nearest rows by inner product, as in src/neighbours-worker.ts.
import json
import sys
import time

import faiss
import numpy as np

folder = sys.argv[1]
rows, queries, dimensions, k, threads = map(int, sys.argv[2:7])
faiss.omp_set_num_threads(threads)
values = np.fromfile(f"{folder}/rows.f32", dtype=np.float32).reshape(rows + queries, dimensions)
index = faiss.IndexFlatIP(dimensions)
index.add(values[:rows])
start = time.perf_counter()
scores, found = index.search(values[rows:], k)
seconds = time.perf_counter() - start
found.astype(np.int32).tofile(f"{folder}/theirs.rows")
scores.tofile(f"{folder}/theirs.scores")
print(json.dumps({"ms": 1000 * seconds}))
