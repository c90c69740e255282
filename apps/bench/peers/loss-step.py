# PyTorch's side of `npm run bench -- loss-step`; needs torch (2.11.0 was used) and pytorch-metric-learning (2.9.0). A line with a
# number and the name of a loss in, a line of JSON out.
import json, resource, sys, time, warnings
import numpy as np
import torch
from pytorch_metric_learning import distances, losses as pml, reducers, regularizers

warnings.filterwarnings('ignore')
torch.set_num_threads(int(sys.argv[1]))
N, D, C = 512, 128, 64
MOST = 1.5  # seconds that a block goes on for
wave = lambda length, k, scale: (scale * np.sin(0.37 * np.arange(length) ** 1.1 + 1.7 * k)).astype(np.float32)
plain = dict(normalize_embeddings=False)

LOSSES = {
    'supervisedContrastive': lambda: pml.SupConLoss(),
    'multiSimilarity': lambda: pml.MultiSimilarityLoss(),
    'circle': lambda: pml.CircleLoss(),
    'softNearestNeighbours': lambda: pml.NCALoss(softmax_scale=1 / 32, distance=distances.LpDistance(power=2, **plain)),
    'fastAp': lambda: pml.FastAPLoss(),
    'rankedList': lambda: pml.RankedListLoss(margin=0.4, Tn=10),
    'histogram': lambda: pml.HistogramLoss(),
    'snrContrastive': lambda: pml.SignalToNoiseRatioContrastiveLoss(reducer=reducers.MeanReducer(), distance=distances.SNRDistance(**plain)),
    'normalizedSoftmax': lambda: pml.NormalizedSoftmaxLoss(C, D),
    'arcFace': lambda: pml.ArcFaceLoss(C, D, margin=np.degrees(0.5)),
    'cosFace': lambda: pml.CosFaceLoss(C, D),
    'sphereFace': lambda: pml.SphereFaceLoss(C, D),
    'subCentreArcFace': lambda: pml.SubCenterArcFaceLoss(num_classes=C, embedding_size=D, margin=np.degrees(0.5)),
    'proxyNca': lambda: pml.ProxyNCALoss(C, D),
    'proxyAnchor': lambda: pml.ProxyAnchorLoss(C, D),
    'softTriple': lambda: pml.SoftTripleLoss(C, D, weight_regularizer=regularizers.SparseCentersRegularizer(C, 10), weight_reg_weight=0.2),
    'vicReg': lambda: pml.VICRegLoss(),
}


def made(name):
    loss = LOSSES[name]()
    for key, parameter in loss.named_parameters():
        # Proxies lie in rows as ours do, other weights in columns.
        values = torch.from_numpy(wave(parameter.numel(), 3, 1))
        with torch.no_grad():
            parameter.copy_(values.view_as(parameter) if key == 'proxies' else values.reshape(parameter.shape[1], -1).T)
    return loss


labels = torch.arange(N) % C
x = torch.from_numpy(wave(N * D, 1, 1).reshape(N, D)).requires_grad_()
moved = torch.from_numpy(wave(N * D, 2, 1).reshape(N, D))
current, loss = None, None
print('ready', flush=True)
for line in sys.stdin:
    count, name = line.split()
    if name != current:
        current, loss = name, made(name)
    ms, values, begin = [], [], time.perf_counter()
    for i in range(int(count)):
        if i > 0 and time.perf_counter() - begin > MOST: break
        start = time.perf_counter()
        x.grad = None
        loss.zero_grad(set_to_none=True)
        value = loss(x, ref_emb=moved) if name == 'vicReg' else loss(x, labels)
        value.backward()
        values.append(value.item())
        ms.append(1e3 * (time.perf_counter() - start))
    peak = 1024 * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({'ms': ms, 'losses': values, 'resident': peak, 'peak': peak}), flush=True)
