# The recurrent networks of torch-step.py: each gives the shape of an item, what to do to the batch once, and the network.
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence

FRAMES = 258
CONVOLUTIONS = [(128, 7, 2, True), (256, 5, 2, True), (256, 3, 1, False), (512, 3, 1, True), (512, 3, 1, False), (512, 1, 1, True)]


def frames(item):
    return FRAMES - 29 * item % 87


class Mel(nn.Module):
    def __init__(self, full):
        super().__init__()
        self.full, self.blocks, width = full, nn.ModuleList(), 80
        for i, (filters, size, stride, ends) in enumerate(CONVOLUTIONS):
            # TensorFlow's `same` pads the first one unevenly: its input is padded once, in `prepare`.
            self.blocks.append(nn.Sequential(
                nn.Conv1d(width, filters, size, stride, 0 if i == 0 else size // 2),
                nn.BatchNorm1d(filters, eps=1e-3, momentum=0.01) if full and ends else nn.Identity()))
            width = filters
        self.dropout = nn.Dropout(0.25)
        self.lstm = nn.LSTM(512, 256, batch_first=True)
        self.masks, self.lengths = None, None

    def prepare(self, x):
        x = x.permute(0, 2, 1)
        if self.full:
            counts = torch.tensor([frames(i) for i in range(len(x))])
            self.masks = {}
            for stride in (1, 2, 4):
                steps = -(-FRAMES // stride)
                self.masks[steps] = (torch.arange(steps)[None] * stride < counts[:, None]).float()[:, None]
            self.lengths = self.masks[-(-FRAMES // 4)].sum((1, 2)).long()
            x = x * self.masks[FRAMES]
        return F.pad(x, (2, 3)).contiguous()

    def forward(self, x):
        for i, (block, (*_, ends)) in enumerate(zip(self.blocks, CONVOLUTIONS)):
            if self.full and i > 0:
                x = x * self.masks[x.shape[2]]
            x = torch.relu(block(x))
            if self.full and ends:
                x = self.dropout(x)
        x = x.transpose(1, 2)
        if self.full:
            packed = pack_padded_sequence(x, self.lengths, batch_first=True, enforce_sorted=False)
            return self.lstm(packed)[1][0][0]
        return self.lstm(x)[0][:, -1]


class Last(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.GRU(512, 256, batch_first=True)

    def forward(self, x):
        return self.layer(x)[0][:, -1]


class Both(nn.Module):
    def __init__(self):
        super().__init__()
        self.layer = nn.LSTM(512, 128, batch_first=True, bidirectional=True)

    def forward(self, x):
        return self.layer(x)[0].mean(1)


NETS = {
    'mel-lstm': ([FRAMES, 80], lambda: Mel(False)),
    'mel-lstm-full': ([FRAMES, 80], lambda: Mel(True)),
    'gru': ([65, 512], Last),
    'bidirectional': ([65, 512], Both),
}


def weights(net):
    """The parameters as TensorFlow.js has them: it adds one bias, so PyTorch's second stays 0. Its gates of a GRU begin with z."""
    for name, parameter in net.named_parameters():
        if 'bias_hh' in name:
            nn.init.zeros_(parameter)
            parameter.requires_grad_(False)
        else:
            yield name, parameter
