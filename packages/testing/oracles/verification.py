# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 && oracles/bin/python verification.py > verification.json
import json

import numpy as np
from scipy.optimize import brentq
from scipy.special import ndtri
from scipy.stats import binomtest
from sklearn.metrics import roc_auc_score, roc_curve

rng = np.random.default_rng(1)


def case(scores, same):
    fpr, tpr, _ = roc_curve(same, scores, drop_intermediate=False)
    miss = 1 - tpr
    gap = lambda x: np.interp(x, steps, miss) - np.interp(x, steps, fpr)
    steps = np.arange(len(fpr), dtype=float)
    crossing = brentq(gap, 0, len(fpr) - 1, xtol=1e-13) if gap(0) * gap(len(fpr) - 1) < 0 else float(len(fpr) - 1)
    dcf = lambda p: float(np.min(p * miss + (1 - p) * fpr) / min(p, 1 - p))
    return {
        "scores": [float(s) for s in scores],
        "same": [bool(s) for s in same],
        "auc": float(roc_auc_score(same, scores)),
        "eer": float(np.interp(crossing, steps, fpr)),
        "minDcf01": dcf(0.01),
        "minDcf05": dcf(0.05),
    }


def normal(n, share, shift, digits):
    same = rng.random(n) < share
    return case(np.round(rng.normal(size=n) + shift * same, digits), same)


ps = [1e-300, 1e-20, 1e-9, 1e-6, 0.001, 0.02, 0.05, 0.074, 0.076, 0.2, 0.4, 0.5, 0.6, 0.9, 0.924, 0.926, 0.975, 0.999, 1 - 1e-9]
trials = [(0, 10), (1, 10), (5, 10), (97, 100), (1000, 1000)]
print(
    json.dumps(
        {
            "cases": [normal(150, 0.5, 1.5, 3), normal(150, 0.1, 2.5, 1), normal(80, 0.7, 0, 0), normal(60, 0.5, -1, 2)],
            "normalQuantile": [[p, float(ndtri(p))] for p in ps],
            "wilson": [
                [k, n, float(ci.low), float(ci.high)]
                for k, n in trials
                for ci in [binomtest(k, n).proportion_ci(method="wilson")]
            ],
        }
    )
)
