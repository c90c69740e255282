# python3 -m venv oracles && oracles/bin/pip install pytorch-metric-learning==2.9.0 torch==2.11.0 && oracles/bin/python miners.py > miners.json
#
# Embeddings and labels follow from a seed by a hash that the test repeats, so that only what was mined is kept: of
# triplets the number and the sums of d(a, p), d(a, n) and their product; of pairs the number and the sum of distances,
# of the same ones and of the different ones.
import json
import math

import torch
from pytorch_metric_learning import distances, miners
from pytorch_metric_learning.utils import loss_and_miner_utils as lmu

MASK = 0xFFFFFFFF


def mix(h):
    h = (h ^ (h >> 16)) & MASK
    h = (h * 0x85EBCA6B) & MASK
    h ^= h >> 13
    h = (h * 0xC2B2AE35) & MASK
    return h ^ (h >> 16)


def batch(seed):
    n, d, classes = 6 + seed % 9, 3 + seed % 6, 2 + seed % 4
    uniform = lambda kind, i: mix((seed * 7919 + kind * 104729 + i * 31 + 1) & MASK) / 2**32 - 0.5
    labels = [mix((seed * 7919 + i) & MASK) % classes for i in range(n)]
    x = [[uniform(1, labels[i] * d + k) + uniform(2, i * d + k) for k in range(d)] for i in range(n)]
    return torch.nn.functional.normalize(torch.tensor(x, dtype=torch.float64)), torch.tensor(labels)


figure = lambda x: float(f"{float(x):.9g}")


def triplets(distance, x, mined):
    a, p, n = mined if len(mined) == 3 else (mined[0], mined[1], mined[3])
    mat = distance(x, x)
    ap, an = mat[a, p], mat[a, n]
    return [len(a), figure(ap.sum()), figure(an.sum()), figure((ap * an).sum())]


def pairs(distance, x, mined):
    a1, p, a2, n = mined
    mat = distance(x, x)
    return [len(a1), figure(mat[a1, p].sum()), len(a2), figure(mat[a2, n].sum())]


def weighted(x, labels, distance):
    """The expected distance of the negative that is drawn, summed over anchors that have one."""
    kept = []
    original = lmu.get_random_triplet_indices
    lmu.get_random_triplet_indices = lambda labels, ref_labels=None, t_per_anchor=None, weights=None: (
        kept.append(weights) or original(labels, ref_labels, t_per_anchor, weights)
    )
    torch.manual_seed(1)
    miners.DistanceWeightedMiner()(x, labels)
    lmu.get_random_triplet_indices = original
    w = torch.nan_to_num(kept[0])
    return [figure(w.sum()), figure((w * distances.LpDistance()(x, x)).sum()), figure((w * w).sum())]


def histogram(x, labels, distance):
    """How many bins hold a pair, and the sum of the squares of how many they hold: of same pairs, of different ones."""
    miner = miners.UniformHistogramMiner(num_bins=5, distance=distance)
    sizes = []

    def count(distances, bins, num_pairs):
        found = original(distances, bins, num_pairs)
        edges = zip(bins[:-1], bins[1:])
        low = [int(((s <= distances) & (distances < e)).sum()) for s, e in edges]
        low[-1] += int((distances == bins[-1]).sum())
        sizes.append([sum(c > 0 for c in low), sum(c * c for c in low)])
        return found

    original = miner.filter_by_bin
    miner.filter_by_bin = count
    miner(x, labels)
    return sizes[0] + sizes[1]


def hdc(x, labels, distance):
    a1, _, a2, _ = lmu.get_all_pairs_indices(labels)
    # A pair is there in both orders: an odd number would part the two.
    even = lambda share: all(math.ceil(share * len(a)) % 2 == 0 for a in (a1, a2))
    share = next((share for share in (0.5, 0.4, 0.3, 0.6, 0.7, 0.25, 0.8) if even(share)), 1)
    return [share, *pairs(distance, x, miners.HDCMiner(share, distance=distance)(x, labels))]


def case(seed):
    x, labels = batch(seed)
    cosine = seed % 2 == 1
    distance = distances.CosineSimilarity() if cosine else distances.LpDistance()
    euclidean = distances.LpDistance()
    easy_hard = {
        f"{p} {n}": triplets(distance, x, miners.BatchEasyHardMiner(p, n, distance=distance)(x, labels))
        for p in ("easy", "hard", "semihard")
        for n in ("easy", "hard", "semihard")
        if not (p == n == "semihard")
    }
    margin = {
        kind: triplets(distance, x, miners.TripletMarginMiner(0.2, kind, distance=distance)(x, labels))
        for kind in ("all", "hard", "semihard", "easy")
    }
    limits = (0.7, 0.4) if cosine else (0.6, 1.1)
    return {
        "seed": seed,
        "batchEasyHard": easy_hard,
        "batchHard": triplets(distance, x, miners.BatchHardMiner(distance=distance)(x, labels)),
        "marginTriplets": margin,
        "angularTriplets": triplets(euclidean, x, miners.AngularMiner(35)(x, labels)),
        "distanceWeighted": weighted(x, labels, euclidean),
        "marginPairs": pairs(distance, x, miners.PairMarginMiner(*limits, distance=distance)(x, labels)),
        "multiSimilarityPairs": pairs(distance, x, miners.MultiSimilarityMiner(0.1, distance=distance)(x, labels)),
        "hardestPairs": hdc(x, labels, distance),
        "histogramPairs": histogram(x, labels, distance),
    }


def usable(seed):
    _, labels = batch(seed)
    a1, _, a2, _ = lmu.get_all_pairs_indices(labels)
    return len(a1) > 0 and len(a2) > 0


print(json.dumps([case(seed) for seed in range(1, 80) if usable(seed)][:50], separators=(",", ":")))
