# PyTorch's side of `npm run bench -- embed-speech`: the network of Resemblyzer, its weights waves. A line with a number of runs and a
# batch in, a line of JSON out.
import json, math, sys, time
import numpy as np
import torch
import torch.nn as nn

torch.set_num_threads(int(sys.argv[1]))
FRAMES, MELS, UNITS = 160, 40, 256
wave = lambda length, k, scale: torch.from_numpy((scale * np.sin(0.37 * np.arange(length) ** 1.1 + 1.7 * k)).astype(np.float32))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(MELS, UNITS, 3, batch_first=True)
        self.linear = nn.Linear(UNITS, UNITS)

    def forward(self, x):
        e = torch.relu(self.linear(self.lstm(x)[1][0][-1]))
        return e / torch.norm(e, dim=1, keepdim=True)


net, k = Encoder().eval(), 0
with torch.no_grad():
    for name, p in net.named_parameters():
        if 'bias_hh' in name:  # TensorFlow.js has one bias
            p.zero_()
            continue
        if p.dim() == 2:
            p.copy_(wave(p.numel(), k, math.sqrt(3 / p.shape[1])).reshape(p.shape[1], p.shape[0]).T)
        else:
            p.copy_(wave(p.numel(), k, 0.01))
        k += 1
print('ready', flush=True)
with torch.inference_mode():
    for line in sys.stdin:
        runs, batch = map(int, line.split())
        x, ms = wave(batch * FRAMES * MELS, 99, 1).reshape(batch, FRAMES, MELS), []
        for _ in range(runs):
            start = time.perf_counter()
            e = net(x).numpy()
            ms.append(1e3 * (time.perf_counter() - start))
        print(json.dumps({'ms': ms, 'losses': e[0].tolist()}), flush=True)
