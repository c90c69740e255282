# python3 -m venv peers && peers/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
# EER (on straight lines between the points) and minDCF (prior 0.05) of all pairs, as in src/all-pairs-worker.ts.
import json
import re
import sys
import time

import numpy as np
from sklearn.metrics import roc_curve

n, width, identities = map(int, sys.argv[2:5])
embeddings = np.fromfile(sys.argv[1], dtype=np.float32).reshape(n, width)
labels = np.arange(n) % identities
start = time.perf_counter()
matrix = embeddings @ embeddings.T
# Row by row: np.triu_indices would take 3 GB more.
scores = np.concatenate([matrix[i, i + 1:] for i in range(n)])
same = np.concatenate([labels[i + 1:] == labels[i] for i in range(n)])
del matrix
far, tpr, _ = roc_curve(same, scores)
frr = 1 - tpr
after = np.argmax(far >= frr)
gap = (frr - far)[after - 1:after + 1]
eer = far[after - 1] + gap[0] / (gap[0] - gap[1]) * (far[after] - far[after - 1])
cost = np.min(0.05 * frr + 0.95 * far) / 0.05
seconds = time.perf_counter() - start
peak = int(re.search(r"VmHWM:\s*(\d+)", open("/proc/self/status").read())[1]) * 1024
print(json.dumps({"ms": 1000 * seconds, "peak": peak, "eer": float(eer), "minDcf": float(cost)}))
