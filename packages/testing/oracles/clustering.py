# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 sentence-transformers==6.2.0 && oracles/bin/python clustering.py > clustering.json
import json

import numpy as np
from sentence_transformers.util import community_detection
from sklearn.cluster import DBSCAN, HDBSCAN, AgglomerativeClustering, KMeans, SpectralClustering
from sklearn.datasets import make_moons
from sklearn.semi_supervised import LabelPropagation

rng = np.random.default_rng(7)
centres = np.array([[0, 0, 0], [6, 0, 1], [0, 5, -2], [7, 6, 0]])
spreads = [0.4, 0.9, 0.6, 1.2]
blobs = np.concatenate([rng.normal(c, s, (30, 3)) for c, s in zip(centres, spreads)] + [rng.uniform(-4, 10, (12, 3))])
blobs = np.round(blobs[rng.permutation(len(blobs))], 3)
moons = np.round(make_moons(120, noise=0.05, random_state=1)[0], 3)


def in_order(labels):
    names = {}
    return [-1 if label < 0 else names.setdefault(label, len(names)) for label in labels.tolist()]


def kmeans(x, k):
    found = KMeans(k, init=x[:k], n_init=1, algorithm="lloyd", tol=0, max_iter=300).fit(x)
    return {"k": k, "of": found.labels_.tolist(), "inertia": float(found.inertia_)}


def propagated():
    known = np.full(len(blobs), -1)
    truth = np.argmin(((blobs[:, None] - centres[None]) ** 2).sum(2), 1)
    for c in range(4):
        known[np.where(truth == c)[0][:2]] = c
    model = LabelPropagation(kernel="knn", n_neighbors=7, max_iter=1000, tol=1e-3).fit(blobs, known)
    return {"known": known.tolist(), "of": model.transduction_.tolist(), "shares": np.round(model.label_distributions_.max(1), 6).tolist()}


def communities(threshold, minimum):
    x = blobs / np.linalg.norm(blobs, axis=1, keepdims=True)
    import torch

    found = community_detection(torch.tensor(x), threshold=threshold, min_community_size=minimum)
    of = np.full(len(x), -1)
    for i, rows in enumerate(found):
        of[rows] = i
    return {"threshold": threshold, "minimum": minimum, "of": of.tolist()}


print(json.dumps({
    "blobs": blobs.tolist(),
    "moons": moons.tolist(),
    "kMeans": [kmeans(blobs, 4), kmeans(blobs, 9)],
    "dbscan": [
        {"radius": r, "minimum": m, "of": DBSCAN(eps=r, min_samples=m).fit_predict(blobs).tolist()}
        for r, m in [(0.7, 4), (1.1, 5), (1.6, 8)]
    ],
    "hdbscan": [
        {"smallest": s, "minimum": m, "of": in_order(HDBSCAN(min_cluster_size=s, min_samples=m, copy=True).fit_predict(blobs))}
        for s, m in [(5, 5), (10, 4), (8, 1)]
    ],
    "agglomerative": [
        {"linkage": linkage, "clusters": k, "of": in_order(AgglomerativeClustering(k, linkage=linkage).fit_predict(blobs))}
        for linkage in ["single", "complete", "average", "ward"] for k in [3, 6, 20]
    ] + [
        {"linkage": linkage, "threshold": t, "of": in_order(AgglomerativeClustering(None, distance_threshold=t, linkage=linkage).fit_predict(blobs))}
        for linkage, t in [("single", 1.5), ("complete", 5.0), ("average", 3.0), ("ward", 12.0)]
    ],
    "spectral": in_order(SpectralClustering(2, affinity="nearest_neighbors", n_neighbors=10, random_state=0).fit_predict(moons)),
    "propagated": propagated(),
    "communities": [communities(0.98, 10), communities(0.9, 5)],
}, separators=(",", ":")))
