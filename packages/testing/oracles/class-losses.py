# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 torch==2.11.0 pytorch-metric-learning==2.9.0 && oracles/bin/python class-losses.py > class-losses.json
#
# Losses with a vector for each class, and losses on a whole batch. Each case is a seed, from which `draw` makes the inputs
# (packages/core/src/losses/oracle.testing.ts draws the same), and three numbers: the mean of the values, and the gradients by the
# embeddings and by the loss's own weights, each times a drawn direction and summed. All in double precision.
import json
import warnings

import numpy as np
import torch
from pytorch_metric_learning import losses as pml
from pytorch_metric_learning import reducers, regularizers

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
        w = w.clone().requires_grad_()
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
        cases.append([seed, short(value), short(along)] + ([] if grad is None else [short((grad * along_w).sum())]))
    out.append({"loss": name, "options": options, "rows": rows, "cases": cases})
print("[" + ",\n".join(json.dumps(entry, separators=(",", ":")) for entry in out) + "]")
