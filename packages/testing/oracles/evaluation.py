# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 torch==2.11.0 pytorch-metric-learning==2.9.0 && oracles/bin/python evaluation.py > evaluation.json
import json

import numpy as np
import torch
from pytorch_metric_learning.utils.accuracy_calculator import AccuracyCalculator
from pytorch_metric_learning.utils.inference import CustomKNN
from pytorch_metric_learning.distances import DotProductSimilarity
from scipy.optimize import minimize
from scipy.stats import pearsonr, permutation_test, spearmanr
from sklearn import metrics as sk
from sklearn.isotonic import IsotonicRegression

rng = np.random.default_rng(7)


def plain(x):
    """Plain numbers of nine significant digits."""
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (list, tuple, np.ndarray)):
        return [plain(v) for v in x]
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    if isinstance(x, (int, np.integer)):
        return int(x)
    if isinstance(x, str):
        return x
    return float(f"{float(x):.9g}")


def cost(llr, same):
    return (np.mean(np.logaddexp(0, -llr[same])) + np.mean(np.logaddexp(0, llr[~same]))) / 2 / np.log(2)


def decisions(n, share, shift, digits):
    same = rng.random(n) < share
    scores = np.round(rng.normal(size=n) + shift * same, digits)
    points = np.unique(scores)
    precision, recall, thresholds = sk.precision_recall_curve(same, scores)
    f1 = [sk.f1_score(same, scores >= t) for t in points]
    mcc = [sk.matthews_corrcoef(same, scores >= t) for t in points]
    t = float(np.median(scores))
    fpr, tpr, _ = sk.roc_curve(same, scores, drop_intermediate=False)
    iso = IsotonicRegression(out_of_bounds="clip").fit(scores, same.astype(float))
    grid = np.linspace(scores.min() - 1, scores.max() + 1, 15)
    p, d = same.sum(), (~same).sum()
    targets = np.where(same, (p + 1) / (p + 2), 1 / (d + 2))
    z = lambda w: w[0] * scores + w[1]
    loss = lambda w: np.sum(np.logaddexp(0, z(w)) - targets * z(w))
    sig = lambda w: 1 / (1 + np.exp(-z(w)))
    grad = lambda w: np.array([np.sum((sig(w) - targets) * scores), np.sum(sig(w) - targets)])
    hess = lambda w: (lambda c: np.array([[np.sum(c * scores**2), np.sum(c * scores)], [np.sum(c * scores), np.sum(c)]]))(sig(w) * (1 - sig(w)))
    platt = minimize(loss, [0.0, 0.0], jac=grad, hess=hess, method="trust-exact", options={"gtol": 1e-11, "maxiter": 1000}).x
    llr = z(platt) - np.log(p / d)
    fitted = iso.predict(scores)
    with np.errstate(divide="ignore"):
        best = np.log(fitted / (1 - fitted)) - np.log(p / d)
    return {
        "scores": scores,
        "same": same,
        "averagePrecision": sk.average_precision_score(same, scores),
        "threshold": t,
        "precision": sk.precision_score(same, scores >= t),
        "recall": sk.recall_score(same, scores >= t),
        "f1": sk.f1_score(same, scores >= t),
        "mcc": sk.matthews_corrcoef(same, scores >= t),
        "bestF1": max(f1),
        "bestMcc": max(mcc),
        "fnmrAt10": 1 - tpr[fpr <= 0.1].max(),
        "fprAt95": fpr[np.argmax(tpr >= 0.95 - 1e-12)],
        "platt": platt,
        "grid": grid,
        "isotonic": iso.predict(grid),
        "plattCllr": cost(llr, same),
        "rawCllr": cost(scores, same),
        "minCllr": cost(best, same),
    }


def retrieval(n, classes, d):
    labels = rng.integers(0, classes, n)
    centres = rng.normal(size=(classes, d))
    e = (centres[labels] + 1.2 * rng.normal(size=(n, d))).astype(np.float32)
    e /= np.linalg.norm(e, axis=1, keepdims=True)
    names = ("precision_at_1", "mean_reciprocal_rank", "r_precision", "mean_average_precision", "mean_average_precision_at_r")
    knn = CustomKNN(DotProductSimilarity(normalize_embeddings=False))
    calculator = AccuracyCalculator(include=names, k=n - 1, knn_func=knn, device=torch.device("cpu"))
    whole = calculator.get_accuracy(torch.from_numpy(e), torch.from_numpy(labels))
    scores = (e.astype(np.float64) @ e.astype(np.float64).T)
    kept = [i for i in range(n) if np.sum(labels == labels[i]) > 1]
    others = lambda i: np.arange(n) != i
    ndcg = lambda k: np.mean([sk.ndcg_score([labels[others(i)] == labels[i]], [scores[i][others(i)]], k=k) for i in kept])
    top = lambda i, k: labels[np.argsort(-np.where(others(i), scores[i], -9))[:k]] == labels[i]
    queries = np.arange(0, n, 3)
    gallery = np.setdiff1d(np.arange(n), queries)
    apart = AccuracyCalculator(include=names, k=len(gallery), knn_func=knn, device=torch.device("cpu")).get_accuracy(
        torch.from_numpy(e[queries]), torch.from_numpy(labels[queries]), torch.from_numpy(e[gallery]), torch.from_numpy(labels[gallery]), ref_includes_query=False)
    return {
        "labels": labels,
        "embeddings": e.ravel(),
        "dimensions": d,
        "whole": whole,
        "averagePrecision": np.mean([sk.average_precision_score(labels[others(i)] == labels[i], scores[i][others(i)]) for i in kept]),
        "ndcg": ndcg(None),
        "ndcg10": ndcg(10),
        "recall5": np.mean([top(i, 5).any() for i in kept]),
        "precision5": np.mean([top(i, 5).mean() for i in kept]),
        "relevantRecall5": np.mean([top(i, 5).sum() / (np.sum(labels == labels[i]) - 1) for i in kept]),
        "apart": apart,
    }


def b_cubed(a, b):
    p = np.mean([np.mean(a[b == b[i]] == a[i]) for i in range(len(a))])
    r = np.mean([np.mean(b[a == a[i]] == b[i]) for i in range(len(a))])
    return [p, r, 2 * p * r / (p + r)]


def clusters(a, b):
    a, b = np.array(a), np.array(b)
    table = sk.cluster.contingency_matrix(a, b)
    return {
        "labels": a,
        "clusters": b,
        "nmi": sk.normalized_mutual_info_score(a, b),
        "ami": sk.adjusted_mutual_info_score(a, b),
        "ari": sk.adjusted_rand_score(a, b),
        "homogeneity": sk.homogeneity_score(a, b),
        "completeness": sk.completeness_score(a, b),
        "vMeasure": sk.v_measure_score(a, b),
        "vMeasure2": sk.v_measure_score(a, b, beta=2),
        "purity": table.max(0).sum() / table.sum(),
        "bCubed": b_cubed(a, b),
    }


def silhouettes(n, d):
    e = np.round(rng.normal(size=(n, d)), 3).astype(np.float32)
    c = np.concatenate([rng.integers(0, 4, n - 1), [4]])
    return {
        "embeddings": e.ravel(),
        "dimensions": d,
        "clusters": c,
        "euclidean": sk.silhouette_samples(e.astype(np.float64), c),
        "cosine": sk.silhouette_score(e.astype(np.float64), c, metric="cosine"),
    }


def sts(n, digits):
    x = np.round(rng.normal(size=n), digits)
    y = np.round(5 / (1 + np.exp(-x + rng.normal(size=n))), 0)
    return {"x": x, "y": y, "pearson": pearsonr(x, y).statistic, "spearman": spearmanr(x, y).statistic}


def open_set(known, strangers, digits):
    right = rng.random(known) < 0.8
    k = np.round(rng.normal(size=known) + 1 + right, digits)
    s = np.round(rng.normal(size=strangers), digits)
    both = np.concatenate([k, s])
    is_known = np.arange(len(both)) < known
    fpr, tpr, _ = sk.roc_curve(is_known, both, drop_intermediate=False)
    levels = np.concatenate([[np.inf], np.unique(both)[::-1]])
    let_in = np.array([np.mean(s >= t) for t in levels])
    ccr = np.array([np.mean((k >= t) & right) for t in levels])
    return {
        "known": k,
        "right": right,
        "strangers": s,
        "auroc": sk.roc_auc_score(is_known, both),
        "fprAt95": fpr[np.argmax(tpr >= 0.95 - 1e-12)],
        "oscr": np.trapezoid(ccr, let_in),
        "dirAt10": ccr[let_in <= 0.1].max(),
    }


def exchange(n):
    a, b = np.round(rng.random(n), 2), np.round(rng.random(n) + 0.2, 2)
    units = np.arange(n) % 10
    sums = np.array([np.sum((a - b)[units == u]) for u in range(10)])
    statistic = lambda x, axis: np.sum(x, axis=axis)
    exact = lambda x: permutation_test((x,), statistic, permutation_type="samples", n_resamples=np.inf, vectorized=True).pvalue
    return {"a": a, "b": b, "units": units, "p": exact(a - b), "byUnit": exact(sums)}


print(json.dumps(plain({
    "decisions": [decisions(120, 0.5, 1.5, 2), decisions(150, 0.15, 1.2, 1), decisions(60, 0.6, -0.5, 1), decisions(40, 0.5, 9, 2)],
    "retrieval": [retrieval(80, 9, 6)],
    "clusters": [
        clusters(rng.integers(0, 6, 90), rng.integers(0, 5, 90)),
        clusters(np.arange(90) // 9, (np.arange(90) + rng.integers(0, 6, 90)) // 9),
        clusters(np.arange(40) // 4, np.arange(40) // 5),
        clusters([0, 0, 1, 1], [5, 5, 3, 3]),
        clusters([0, 0, 0, 0], [0, 1, 2, 3]),
        clusters([0, 0, 1, 1], [0, 1, 0, 1]),
        clusters([0, 1, 2, 3], [0, 1, 2, 3]),
        clusters([0, 0, 0], [1, 1, 1]),
        clusters([0, 0, 1], [1, 1, 1]),
    ],
    "silhouettes": silhouettes(40, 3),
    "sts": [sts(60, 3), sts(60, 0)],
    "openSet": [open_set(60, 50, 1), open_set(40, 90, 4)],
    "exchange": exchange(14),
})))
