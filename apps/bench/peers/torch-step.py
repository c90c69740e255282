# PyTorch's side of `npm run bench -- step`; needs torch (2.11.0 was used). A line with a number of steps in, a line of JSON out.
import json, math, resource, sys, time
import numpy as np
import torch
import torch.nn as nn
import encoders
import pictures
import recurrent

work, threads = sys.argv[1], int(sys.argv[2])
torch.set_num_threads(threads)
more = {}
wave = lambda length, k, scale: (scale * np.sin(0.37 * np.arange(length) ** 1.1 + 1.7 * k)).astype(np.float32)

if work == 'mlp':
    shape, net = [784], nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU(), nn.Linear(256, 128))
elif work in recurrent.NETS:
    shape, make = recurrent.NETS[work]
    net = make()
else:
    shape, make, more = {**encoders.NETS, **pictures.NETS}[work]
    net = make()

with torch.no_grad():
    for k, (name, p) in enumerate(recurrent.weights(net)):
        if name in ('words.weight', 'positions.weight'):
            p.copy_(torch.from_numpy(wave(p.numel(), k, math.sqrt(3 / p.shape[0])).reshape(p.shape)))
        elif 'norm' in name and name.endswith('weight'):
            p.copy_(torch.from_numpy(1 + wave(p.numel(), k, 0.1)))
        elif p.dim() == 4:  # here out, in, height, width; there height, width, in, out
            o, i, h, w = p.shape
            p.copy_(torch.from_numpy(wave(p.numel(), k, math.sqrt(3 / (h * w * i))).reshape(h, w, i, o)).permute(3, 2, 0, 1))
        elif p.dim() == 3:  # here out, in, width; there width, in, out
            o, i, w = p.shape
            p.copy_(torch.from_numpy(wave(p.numel(), k, math.sqrt(3 / (w * i))).reshape(w, i, o)).permute(2, 1, 0))
        elif p.dim() == 2:
            p.copy_(torch.from_numpy(wave(p.numel(), k, math.sqrt(3 / p.shape[1])).reshape(p.shape[1], p.shape[0])).T)
        elif name.endswith('1.weight') and 'blocks' in name:
            p.copy_(torch.from_numpy(1 + wave(p.numel(), k, 0.1)))
        else:
            p.copy_(torch.from_numpy(wave(p.numel(), k, 0.01)))

pairs, words = more.get('pairs', 32), more.get('words')
x = torch.from_numpy(wave(2 * pairs * math.prod(shape), 99, 1).reshape(2 * pairs, *shape))
if words: x = (torch.arange(x.numel()) * 7919 + 1).remainder(1009).mul(29).remainder(words).reshape(x.shape)
if len(shape) == 3: x = x.permute(0, 3, 1, 2).contiguous()
if hasattr(net, 'prepare'): x = net.prepare(x)
dropouts = [(m, m.p) for m in net.modules() if isinstance(m, nn.Dropout)]
steps = 0
same = torch.arange(pairs).remainder(2).float()
optimizer = torch.optim.Adam([p for p in net.parameters() if p.requires_grad], 1e-3)

def memory():
    try:  # Linux's own figures: what getrusage says begins with the parent's
        sizes = {line.split(':')[0]: 1024 * int(line.split()[1]) for line in open('/proc/self/status') if line.startswith('Vm')}
        return {'resident': sizes['VmRSS'], 'peak': sizes['VmHWM']}
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return {'resident': peak, 'peak': peak}  # bytes on macOS


print('ready', flush=True)
for line in sys.stdin:
    ms, losses = [], []
    for _ in range(int(line)):
        for module, p in dropouts: module.p = 0 if steps < 3 else p  # the first losses are compared
        steps += 1
        start = time.perf_counter()
        optimizer.zero_grad()
        e = net(x)
        d = ((e[:pairs] - e[pairs:]) ** 2).sum(1).add(1e-9).sqrt()
        loss = (0.5 * (same * d ** 2 + (1 - same) * torch.relu(1 - d) ** 2)).mean()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        ms.append(1e3 * (time.perf_counter() - start))
    print(json.dumps({'ms': ms, 'losses': losses, **memory()}), flush=True)
