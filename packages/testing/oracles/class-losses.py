# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 torch==2.11.0 pytorch-metric-learning==2.9.0 && oracles/bin/python class-losses.py > class-losses.json && npx oxfmt class-losses.json
#
# Losses with a vector for each class, and losses on a whole batch. Each case is a seed, from which `draw` makes the inputs
# (packages/core/src/losses/oracle.testing.ts draws the same), and three numbers: the mean of the values, and the gradients by the
# embeddings and by the loss's own weights, each times a drawn direction and summed. All in double precision.
import json
import warnings

import numpy as np
import torch
from pytorch_metric_learning import losses as pml
from pytorch_metric_learning import distances, reducers, regularizers

warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64)
N, D, C = 12, 6, 4
SEEDS = range(1, 51)


def draw(seed, rows):
    state = seed

    def following():
        nonlocal state
        state = state * 48271 % 2147483647
        return state >> 19  # 12 bits, so that every number is one of single precision

    def numbers(*shape):
        return torch.tensor(np.array([following() / 2048 - 1 for _ in range(int(np.prod(shape)))]).reshape(shape))

    for _ in range(10):
        following()
    labels = torch.tensor([following() % C for _ in range(N)])
    return labels, numbers(N, D).requires_grad_(), numbers(rows, D), numbers(N, D), numbers(rows, D)


def total(x):
    return sum(x, torch.zeros(()))


def dot(a, b):
    return total([p * q for p, q in zip(a, b)])


def cos(a, b):
    return dot(a, b) / (torch.sqrt(dot(a, a)) * torch.sqrt(dot(b, b)))


def of_pml(make, rows=C, weights="W", transposed=True):
    """A loss of pytorch-metric-learning, whose mean is over what it counts."""

    def run(labels, x, w):
        loss = make()
        parameter = getattr(loss, weights, None)
        if parameter is not None:
            with torch.no_grad():
                parameter.data = (w.T if transposed else w).clone()
        value = loss(x, labels)
        value.backward()
        grad = None if parameter is None else (parameter.grad.T if transposed else parameter.grad)
        return value, grad

    return run, rows


def of_loops(value_of, rows=C):
    """A scalar formula, one number after the other."""

    def run(labels, x, w):
        w = w.clone().requires_grad_(rows > 0)
        value = value_of([int(y) for y in labels], [list(row) for row in x], [list(row) for row in w])
        value.backward()
        return value, w.grad

    return run, rows


# pytorch-metric-learning's Proxy-NCA has the own proxy in the sum; the paper's equation 4 has not.
def proxy_nca_of_the_paper(scale):
    def value(labels, x, w):
        def d(a, b):
            return 2 - 2 * cos(a, b)

        return total(
            [
                scale * d(row, w[y]) + torch.log(total([torch.exp(-scale * d(row, w[c])) for c in range(C) if c != y]))
                for y, row in zip(labels, x)
            ]
        ) / N

    return value


def soft_triple(**o):
    tau = o.pop("tau")
    reg = {} if tau == 0 else {"weight_regularizer": regularizers.SparseCentersRegularizer(C, o["centers_per_class"]), "weight_reg_weight": tau}
    return of_pml(lambda: pml.SoftTripleLoss(num_classes=C, embedding_size=D, **o, **reg), C * o["centers_per_class"], "fc")


def of_items(f):
    """A scalar formula of the embeddings alone."""
    return of_loops(lambda labels, x, _: f(labels, x), 0)


def counted(labels):
    return [i for i, y in enumerate(labels) if labels.count(y) > 1]


# pytorch-metric-learning 2.9.0 adds n * 1e-5 to each sum of weights, so its values are too small.
def ranked_list(alpha, margin, tn, tp, balance):
    def mean(costs, t):
        costs = [c for c in costs if c > 0]
        weights = [torch.exp(t * c) for c in costs]
        return dot(weights, costs) / total(weights) if costs else torch.zeros(())

    def value(labels, x):
        def d(i, j):
            return torch.sqrt(2 - 2 * cos(x[i], x[j]))

        return total(
            [
                (1 - balance) * mean([d(i, j) - (alpha - margin) for j in range(N) if j != i and labels[j] == y], tp)
                + balance * mean([alpha - d(i, j) for j in range(N) if labels[j] != y], tn)
                for i, y in enumerate(labels)
            ]
        ) / N

    return value


def ge2e(kind, w, b):
    def value(labels, x):
        x = [[v / torch.sqrt(dot(row, row)) for v in row] for row in x]

        def centroid(c, without):
            rows = [x[j] for j in range(N) if labels[j] == c and j != without]
            return [total(column) / len(rows) for column in zip(*rows)]

        values = []
        for i in counted(labels):
            s = {c: w * cos(x[i], centroid(c, i)) + b for c in set(labels)}
            others = [s[c] for c in s if c != labels[i]]
            if kind == "softmax":
                values.append(torch.log(total([torch.exp(v) for v in s.values()])) - s[labels[i]])
            else:
                values.append(1 - torch.sigmoid(s[labels[i]]) + max(torch.sigmoid(v) for v in others))
        return total(values) / max(len(values), 1)

    return value


# pytorch-metric-learning 2.9.0 leaves out negative pairs of which neither item has a positive, and does it in seconds.
def histogram(bins):
    def value(labels, x):
        def hist(same):
            h = [torch.zeros(()) for _ in range(bins + 1)]
            pairs = [(i, j) for i in range(N) for j in range(i) if (labels[i] == labels[j]) == same]
            for i, j in pairs:
                at = (cos(x[i], x[j]) + 1) * bins / 2
                r = int(at)
                h[r] = h[r] + (r + 1 - at) / len(pairs)
                h[r + 1] = h[r + 1] + (at - r) / len(pairs)
            return h

        near, far = hist(True), hist(False)
        return total([far[r] * total(near[: r + 1]) for r in range(bins + 1)])

    return value


def of_views(value_of, rows=N):
    """Of two views: the first N rows of w are the other one, the rest is what the loss has of its own."""

    def run(labels, x, w):
        w = w.clone().requires_grad_()
        value = value_of(x, w[:N], w[N:])
        value.backward()
        return value, w.grad

    return run, rows


def standardized(z):
    return torch.nn.functional.batch_norm(z, None, None, training=True, eps=1e-5)


# The authors' program, https://github.com/facebookresearch/barlowtwins; pytorch-metric-learning has none.
def barlow_twins(redundancy):
    def value(a, b, _):
        c = standardized(a).T @ standardized(b) / N
        on = torch.diagonal(c)
        return ((on - 1) ** 2).sum() + redundancy * ((c**2).sum() - (on**2).sum())

    return value


# Algorithm 1 of the paper; pytorch-metric-learning has none. The predictor's weights, row by row: first, gain and shift, second, bias.
def sim_siam(a, b, own):
    first, gain, shift, second, bias = own[:2].reshape(D, 2), own[2, :2], own[2, 2:4], own[3:5], own[5]
    h = lambda z: torch.relu(standardized(z @ first) * gain + shift) @ second + bias
    d = lambda p, z: -torch.nn.functional.cosine_similarity(p, z.detach(), dim=1).mean()
    return d(h(a), b) / 2 + d(h(b), a) / 2


plain = lambda: distances.LpDistance(normalize_embeddings=False)
degrees = np.degrees
CASES = [
    ("normalizedSoftmax", {"temperature": t}, of_pml(lambda t=t: pml.NormalizedSoftmaxLoss(C, D, temperature=t)))
    for t in (0.05, 1)
] + [
    ("arcFace", {"margin": m, "scale": s}, of_pml(lambda m=m, s=s: pml.ArcFaceLoss(C, D, margin=degrees(m), scale=s)))
    for m, s in ((0.5, 64), (1.2, 8))
] + [
    ("cosFace", {"margin": m, "scale": s}, of_pml(lambda m=m, s=s: pml.CosFaceLoss(C, D, margin=m, scale=s)))
    for m, s in ((0.35, 64), (0.1, 10))
] + [
    ("sphereFace", {"margin": m, "scale": s}, of_pml(lambda m=m, s=s: pml.SphereFaceLoss(C, D, margin=m, scale=s)))
    for m, s in ((4, 1), (3, 2))
] + [
    ("subCentreArcFace", {"margin": m, "scale": s, "centres": k},
     of_pml(lambda m=m, s=s, k=k: pml.SubCenterArcFaceLoss(num_classes=C, embedding_size=D, margin=degrees(m), scale=s, sub_centers=k), C * k))
    for m, s, k in ((0.5, 64, 3), (0.3, 10, 2))
] + [
    ("proxyNca", {"scale": s, "over": "all"}, of_pml(lambda s=s: pml.ProxyNCALoss(C, D, softmax_scale=s), C, "proxies", False))
    for s in (1, 9)
] + [
    ("proxyNca", {"scale": s}, of_loops(proxy_nca_of_the_paper(s))) for s in (1, 3)
] + [
    ("proxyAnchor", {"margin": m, "alpha": a}, of_pml(lambda m=m, a=a: pml.ProxyAnchorLoss(C, D, margin=m, alpha=a), C, "proxies", False))
    for m, a in ((0.1, 32), (0.3, 4))
] + [
    ("softTriple", {"centres": k, "scale": l, "gamma": g, "margin": m, "tau": t},
     soft_triple(centers_per_class=k, la=l, gamma=g, margin=m, tau=t))
    for k, l, g, m, t in ((10, 20, 0.1, 0.01, 0), (3, 5, 0.5, 0.1, 0.2))
] + [
    ("liftedStructure", {"margin": m}, of_pml(lambda m=m: pml.LiftedStructureLoss(neg_margin=m, distance=plain()), 0)) for m in (1, 2.5)
] + [
    ("softNearestNeighbours", {"temperature": t},
     of_pml(lambda t=t: pml.NCALoss(softmax_scale=1 / t, distance=distances.LpDistance(power=2, normalize_embeddings=False)), 0))
    for t in (1, 0.25)
] + [
    ("fastAp", {"bins": k}, of_pml(lambda k=k: pml.FastAPLoss(num_bins=k), 0)) for k in (10, 7)
] + [
    ("rankedList", {"alpha": a, "margin": m, "tn": tn, "tp": tp, "balance": l}, of_items(ranked_list(a, m, tn, tp, l)))
    for a, m, tn, tp, l in ((1.2, 0.4, 10, 0, 0.5), (1.6, 1, 2, 3, 0.3))
] + [
    ("histogram", {"bins": k}, of_items(histogram(k))) for k in (100, 15)
] + [
    ("snrContrastive", {"margin": m, "positiveMargin": p},
     of_pml(lambda m=m, p=p: pml.SignalToNoiseRatioContrastiveLoss(
         neg_margin=m, pos_margin=p, reducer=reducers.MeanReducer(), distance=distances.SNRDistance(normalize_embeddings=False)), 0))
    for m, p in ((1, 0), (2.5, 0.5))
] + [
    ("ge2e", {"kind": k, "w": w, "b": b}, of_items(ge2e(k, w, b))) for k, w, b in (("softmax", 10, -5), ("contrast", 5, -1))
] + [
    # Its variance term is halved.
    ("vicReg", {"invariance": i, "variance": v / 2, "covariance": c},
     of_views(lambda a, b, _, i=i, v=v, c=c: pml.VICRegLoss(invariance_lambda=i, variance_mu=v, covariance_v=c)(a, ref_emb=b)))
    for i, v, c in ((25, 25, 1), (1, 4, 3))
] + [
    ("barlowTwins", {"redundancy": r}, of_views(barlow_twins(r))) for r in (0.005, 0.5)
] + [
    ("simSiam", {"dimensions": D, "hidden": 2, "seed": 1}, of_views(sim_siam, N + 6)) for _ in (0, 1)
]

short = lambda number: float(f"{float(number):.9g}")
out = []
for at, (name, options, (run, rows)) in enumerate(CASES):
    cases = []
    # Two settings of a loss have 25 cases each.
    for seed in list(SEEDS)[at % 2::2]:
        labels, x, w, along_x, along_w = draw(seed, rows)
        value, grad = run(labels, x, w)
        along = 0 if x.grad is None else (x.grad * along_x).sum()
        cases.append([seed, short(value), short(along)] + ([] if grad is None or rows == 0 else [short((grad * along_w).sum())]))
    out.append({"loss": name, "options": options, "rows": rows, "cases": cases})
print("[" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in out) + "]")
