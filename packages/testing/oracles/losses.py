# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 torch==2.11.0 pytorch-metric-learning==2.9.0 sentence-transformers==6.2.0 && oracles/bin/python losses.py > losses.json
"""The losses of 50 random batches each, in 64 bits, and their gradients by two projections.

Inputs are not stored: core's test draws the same ones. The output has, for each batch, the loss (a mean over the items, pairs
or triplets; a sum where the loss is one by definition), then `g_a.r + g_b.q` and `g_a.q - g_b.r` for its gradients by a and b,
then its gradients by what it learns.
"""
import json

import torch
import torch.nn.functional as F
from pytorch_metric_learning import distances, losses, miners, reducers
from sentence_transformers.sentence_transformer import losses as st

torch.set_default_dtype(torch.float64)
torch.Tensor.float = torch.Tensor.double  # sentence-transformers casts labels and masks to 32 bits
CASES = 50


class Stream:
    """A linear congruential generator; its upper 24 bits as a number in [0, 1)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (1664525 * self.state + 1013904223) % 2**32
        return (self.state >> 8) / 2**24

    def matrix(self, n, d):
        return torch.tensor([[2 * self.next() - 1 for _ in range(d)] for _ in range(n)])

    def below(self, n, limit):
        return torch.tensor([int(self.next() * limit) for _ in range(n)])


class Case:
    def __init__(self, number):
        n, d = 12, 6
        s = Stream(number + 1)
        self.n = n
        self.a, self.b, self.negatives, self.r, self.q = (s.matrix(n, d) for _ in range(5))
        self.labels = s.below(n, 2 + number % 4)
        self.balanced = torch.tensor([i % (2 + number % 3) for i in range(n)])
        self.same = s.below(n, 2)
        self.scores = s.below(n, 9) / 8


def per_item(loss, case, embeddings):
    """PML's values before its reduction, a mean for each anchor where there is one for each pair, then the mean of all."""
    parts = loss(embeddings, case.labels)
    total = embeddings.sum() * 0
    for part in parts.values():
        if part["reduction_type"] == "pos_pair":
            anchors = part["indices"][0]
            counts = torch.bincount(anchors, minlength=case.n)[anchors]
            total = total + (part["losses"] / counts).sum() / case.n
        elif part["reduction_type"] == "element":
            total = total + part["losses"].sum() / case.n
    return total


def pml(make, **options):
    loss = make(reducer=reducers.DoNothingReducer(), **options)
    return lambda c, a, b: per_item(loss, c, a)


def pml_triplet(**options):
    euclidean = distances.LpDistance(normalize_embeddings=False)
    loss = losses.TripletMarginLoss(distance=euclidean, reducer=reducers.MeanReducer(), **options)
    return lambda c, a, b: on_triplets(loss, c, a, b)


def on_triplets(loss, c, a, b):
    """Row i of a, row i of b, and the row of b after it."""
    at = torch.arange(c.n)
    return loss(torch.cat([a, b]), torch.cat([at, at]), (at, at + c.n, (at + 1) % c.n + c.n))


def pml_margin(c, a, b):
    loss = losses.MarginLoss(margin=0.2, beta=1.2, nu=0.1, learn_beta=True, reducer=reducers.DoNothingReducer(),
                             distance=distances.LpDistance(normalize_embeddings=False))
    parts = on_triplets(loss, c, a, b)
    value = parts["margin_loss"]["losses"].mean() + parts["beta_reg_loss"]["losses"].sum()
    return value, [loss.beta]


def pml_margin_of_classes(c, a, b):
    """A beta for each class, all of them different."""
    loss = losses.MarginLoss(margin=0.2, nu=0.1, learn_beta=True, num_classes=5, reducer=reducers.DoNothingReducer(),
                             distance=distances.LpDistance(normalize_embeddings=False))
    loss.beta.data = 1 + torch.arange(5.0) / 4
    at = torch.arange(c.n)
    parts = loss(torch.cat([a, b]), torch.cat([c.labels, c.labels]), (at, at + c.n, (at + 1) % c.n + c.n))
    value = parts["margin_loss"]["losses"].mean() + parts["beta_reg_loss"]["losses"].mean()
    return value, [loss.beta]


def pml_memory(c, a, b):
    """The batch a, and below it a memory with the embeddings of another, which are constants."""
    plain = distances.LpDistance(normalize_embeddings=False)
    loss = losses.TripletMarginLoss(margin=1, distance=plain, reducer=reducers.MeanReducer())
    ref, names = torch.cat([a, c.negatives]), torch.cat([c.balanced, c.labels])
    return loss(a, c.balanced, miners.BatchHardMiner(distance=plain)(a, c.balanced, ref, names), ref, names)


def memory_of_pairs(c, a, b):
    """The same with every pair; pytorch-metric-learning's contrastive loss is not squared."""
    ref, names = torch.cat([a, c.negatives]), torch.cat([c.balanced, c.labels])
    i, j = torch.where(torch.ones(c.n, 2 * c.n).fill_diagonal_(0))
    d = (a[i] - ref[j]).norm(dim=1)
    return torch.where(c.balanced[i] == names[j], d**2, F.relu(1.5 - d) ** 2).mean() / 2


def pml_n_pairs(c, a, b):
    """One pair of each class: row i of a and row i of b."""
    loss = losses.NPairsLoss(distance=distances.DotProductSimilarity(normalize_embeddings=False))
    at = torch.arange(c.n)
    return loss(torch.cat([a, b]), torch.cat([at, at]), (at, at + c.n, at[:0], at[:0]))


def st_pair(make, metric, **options):
    loss = make(None, distance_metric=metric, **options)
    return lambda c, a, b: loss.compute_loss_from_embeddings([a, b], c.same)


def st_scores(make, **options):
    loss = make(None, **options)
    return lambda c, a, b: loss.compute_loss_from_embeddings([a, b], c.scores)


def st_mined(make, **options):
    loss = make(None, **options)
    return lambda c, a, b: loss.compute_loss_from_embeddings([a], c.balanced)


def st_ranking(make, hard=False, **options):
    loss = make(None, **options)
    return lambda c, a, b: loss.compute_loss_from_embeddings([a, b] + ([c.negatives] if hard else []), None)


def siglip(c, a, b):
    """Algorithm 1 of the paper, its own pseudo-code."""
    t_prime, bias = torch.tensor(10.0).log().requires_grad_(), torch.tensor(-10.0).requires_grad_()
    logits = F.normalize(a) @ F.normalize(b).T * t_prime.exp() + bias
    labels = 2 * torch.eye(c.n) - torch.ones(c.n, c.n)
    return -F.logsigmoid(labels * logits).sum() / c.n, [t_prime, bias]


def clip(c, a, b):
    """The paper's own pseudo-code (figure 3)."""
    t = torch.tensor(1 / 0.07).log().requires_grad_()
    logits = F.normalize(a) @ F.normalize(b).T * t.exp()
    at = torch.arange(c.n)
    return (F.cross_entropy(logits, at) + F.cross_entropy(logits.T, at)) / 2, [t]


def masked(c, a, b):
    """Rows of one class are not each other's negatives."""
    logits = F.normalize(a) @ F.normalize(b).T / 0.05
    twin = (c.labels[:, None] == c.labels) & ~torch.eye(c.n, dtype=torch.bool)
    return F.cross_entropy(logits.masked_fill(twin, -torch.inf), torch.arange(c.n))


def lists(k, a, b):
    """The rows of b as lists of k candidates, each list with the row of a that it starts at."""
    return [a[::k], *(b[i::k] for i in range(k))]


def st_lists(make, k, **options):
    loss = make(None, **options)
    return lambda c, a, b: loss.compute_loss_from_embeddings(lists(k, a, b), c.scores.reshape(-1, k))


def euclidean(x, y):
    # not ST's own EUCLIDEAN: torch's pairwise_distance adds 1e-6 to every difference
    return (x - y).norm(dim=1)


cosine = st.SiameseDistanceMetric.COSINE_DISTANCE
ALL = {
    "contrastive": st_pair(st.ContrastiveLoss, euclidean, margin=1.5),
    "contrastive cosine": st_pair(st.ContrastiveLoss, cosine, margin=0.5),
    "onlineContrastive": st_pair(st.OnlineContrastiveLoss, euclidean, margin=1.5),
    "onlineContrastive cosine": st_pair(st.OnlineContrastiveLoss, cosine, margin=0.5),
    "binaryCrossEntropy": lambda c, a, b: F.binary_cross_entropy_with_logits((a * b).sum(1), c.same * 1.0),
    "triplet": pml_triplet(margin=0.3),
    "triplet swap": pml_triplet(margin=0.3, swap=True),
    "triplet soft": pml_triplet(margin=0, smooth_loss=True),
    "batchHard": st_mined(st.BatchHardTripletLoss, margin=1),
    "batchHard soft": st_mined(st.BatchHardSoftMarginTripletLoss),
    "semiHard": st_mined(st.BatchSemiHardTripletLoss, margin=1),
    "batchAll": st_mined(st.BatchAllTripletLoss, margin=1),
    "marginOfTriplets": pml_margin,
    "marginOfTriplets classes": pml_margin_of_classes,
    "crossBatchMemory triplets": pml_memory,
    "crossBatchMemory pairs": memory_of_pairs,
    "marginMse": st_lists(st.MarginMSELoss, 2),
    "marginMse candidates": st_lists(st.MarginMSELoss, 4),
    "klDistillation": st_lists(st.DistillKLDivLoss, 3),
    "klDistillation temperature": st_lists(st.DistillKLDivLoss, 4, temperature=2.5),
    "scoreMse": lambda c, a, b: F.mse_loss((a * b).sum(1), c.scores),
    "embeddingMse": lambda c, a, b: st.MSELoss(None).compute_loss_from_embeddings([a], [b.detach()]),
    "cosineRegression": st_scores(st.CosineSimilarityLoss),
    "cosent": st_scores(st.CoSENTLoss),
    "angle": st_scores(st.AnglELoss),
    "multiSimilarity": pml(losses.MultiSimilarityLoss),
    "circle": pml(losses.CircleLoss),
    "ntXent": pml(losses.NTXentLoss),
    "supervisedContrastive": pml(losses.SupConLoss),
    "infoNce": st_ranking(st.MultipleNegativesRankingLoss),
    "infoNce negatives": st_ranking(st.MultipleNegativesRankingLoss, hard=True),
    "infoNce symmetric": st_ranking(st.MultipleNegativesSymmetricRankingLoss, hard=True),
    "infoNce labels": masked,
    "infoNce learned": clip,
    "megaBatchMargin": lambda c, a, b: st.MegaBatchMarginLoss(None, use_mini_batched_version=False).calculate_loss([[a], [b]]),
    "nPairs": pml_n_pairs,
    "siglip": siglip,
}


def figures(loss, number):
    c = Case(number)
    a, b = c.a.requires_grad_(), c.b.requires_grad_()
    value = loss(c, a, b)
    value, learned = value if isinstance(value, tuple) else (value, [])
    ga, gb, *rest = torch.autograd.grad(value + 0 * (a.sum() + b.sum()), [a, b, *learned])
    out = [value, (ga * c.r).sum() + (gb * c.q).sum(), (ga * c.q).sum() - (gb * c.r).sum(), *(g.sum() for g in rest)]
    return [float(f"{x.item():.9g}") for x in out]


print(json.dumps({name: [x for k in range(CASES) for x in figures(loss, k)] for name, loss in ALL.items()}))
