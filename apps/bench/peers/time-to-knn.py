# python3 -m venv peers && peers/bin/pip install torch==2.11.0 numpy==2.4.6
# PyTorch's side of `npm run bench -- time-to-knn`: the weights, batches and support that ours left in the folder.
import gzip
import json
import os
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from pictures import cnn

data, folder, seed = sys.argv[1:4]
steps, target, threads = int(sys.argv[4]), float(sys.argv[5]), int(sys.argv[6])
torch.set_num_threads(threads)
EVERY, K, PER_STEP, TEMPERATURE = 25, 5, 120, 0.1


def idx(part, kind, skip):
    with gzip.open(os.path.join(data, f"{part}-{kind}-ubyte.gz")) as file:
        return np.frombuffer(file.read()[skip:], dtype=np.uint8)


def images(part):
    return torch.from_numpy(idx(part, "images-idx3", 16).reshape(-1, 1, 28, 28).astype(np.float32) / 255)


def labels(part):
    return torch.from_numpy(idx(part, "labels-idx1", 8).astype(np.int64))


def left(name, dtype):
    return np.fromfile(os.path.join(folder, name), dtype=dtype)


train, test, named, wanted = images("train"), images("t10k"), labels("train"), labels("t10k")
support = torch.from_numpy(left(f"support-{seed}.i32", np.int32).astype(np.int64))
batches = torch.from_numpy(left(f"batches-{seed}.i32", np.int32).astype(np.int64)).reshape(-1, PER_STEP)

net = cnn()
net[-1] = nn.Linear(256, 128)
weights, at = left(f"weights-{seed}.f32", np.float32), 0
with torch.no_grad():
    for p in net.parameters():
        part = weights[at:at + p.numel()]
        at += p.numel()
        if p.dim() == 4:  # here out, in, height, width; there height, width, in, out
            o, i, h, w = p.shape
            p.copy_(torch.from_numpy(part.reshape(h, w, i, o).copy()).permute(3, 2, 0, 1))
        elif p.dim() == 2:
            p.copy_(torch.from_numpy(part.reshape(p.shape[1], p.shape[0]).copy()).T)
        else:
            p.copy_(torch.from_numpy(part.copy()))
assert at == len(weights)
net = net.to(memory_format=torch.channels_last)
optimizer = torch.optim.Adam(net.parameters(), 1e-3, eps=1e-7)


def step(rows):
    optimizer.zero_grad()
    z = F.normalize(net(train[rows]))
    own = named[rows]
    logits = z @ z.T / TEMPERATURE
    itself = torch.eye(len(rows), dtype=torch.bool)
    logits = logits.masked_fill(itself, float("-inf"))
    positive = (own[:, None] == own[None, :]) & ~itself
    log_share = logits - torch.logsumexp(logits, 1, keepdim=True)
    loss = -(log_share.masked_fill(~positive, 0).sum(1) / positive.sum(1)).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@torch.no_grad()
def named_rightly():
    embed = lambda x: F.normalize(torch.cat([net(part) for part in x.split(500)]))
    near = (embed(test) @ embed(train[support]).T).topk(K, 1).indices
    votes = F.one_hot(named[support][near], 10).sum(1)
    return (votes.argmax(1) == wanted).float().mean().item()


losses, seconds, knn, start = [], 0.0, 0.0, time.perf_counter()
for number in range(1, steps + 1):
    loss = step(batches[number - 1])
    if len(losses) < 3:
        losses.append(loss)
    if number % EVERY == 0 or number == steps:
        seconds += time.perf_counter() - start
        knn = named_rightly()
        start = time.perf_counter()
        if knn >= target:
            break
print(json.dumps({"seconds": seconds, "steps": number, "knn": knn, "reached": knn >= target, "losses": losses}))
