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
    def __init__(self):
        super().__init__()
        self.blocks, width = nn.ModuleList(), 80
        for i, (filters, size, stride, _) in enumerate(CONVOLUTIONS):
            # TensorFlow's `same` pads the first one unevenly: its input is padded once, in `prepare`.
            self.blocks.append(nn.Conv1d(width, filters, size, stride, 0 if i == 0 else size // 2))
            width = filters
        self.lstm = nn.LSTM(512, 256, batch_first=True)

    def prepare(self, x):
        return F.pad(x.permute(0, 2, 1), (2, 3)).contiguous()

    def forward(self, x):
        for block in self.blocks:
            x = torch.relu(block(x))
        return self.lstm(x.transpose(1, 2))[0][:, -1]


class MaskedNorm(nn.BatchNorm1d):
    """Batch normalisation of the steps that count; 0 elsewhere."""

    def __init__(self, width):
        super().__init__(width, eps=1e-3, momentum=0.1)

    def forward(self, x, mask, count):
        mean = (x * mask).sum((0, 2), keepdim=True) / count
        centred = x - mean
        variance = (centred * centred * mask).sum((0, 2), keepdim=True) / count
        with torch.no_grad():
            self.running_mean.lerp_(mean.flatten(), self.momentum)
            self.running_var.lerp_(variance.flatten(), self.momentum)
        scale = self.weight[:, None] * torch.rsqrt(variance + self.eps)
        return (centred * scale + self.bias[:, None]) * mask


class MaskedMel(nn.Module):
    """The same with batch normalisation, dropout and masks, as @siamese/audio has it."""

    def __init__(self):
        super().__init__()
        self.blocks, width = nn.ModuleList(), 80
        for filters, size, stride, ends in CONVOLUTIONS:
            block = nn.ModuleDict({'conv': nn.Conv1d(width, filters, size, stride, size // 2)})
            if ends:
                block['norm'] = MaskedNorm(filters)
            self.blocks.append(block)
            width = filters
        self.dropout = nn.Dropout(0.25)
        self.lstm = nn.LSTM(512, 256, batch_first=True)

    def prepare(self, x):
        counts = torch.tensor([frames(i) for i in range(len(x))])
        mask = (torch.arange(FRAMES)[None] < counts[:, None]).float()[:, None]
        self.masks = {m.shape[2]: (m, m.sum()) for m in (mask, mask[..., ::2].contiguous(), mask[..., ::4].contiguous())}
        self.lengths = mask[..., ::4].sum((1, 2)).long()
        return (x.permute(0, 2, 1) * mask).contiguous()

    def forward(self, x):
        for block, (*_, ends) in zip(self.blocks, CONVOLUTIONS):
            x = block['conv'](x)
            mask, count = self.masks[x.shape[2]]
            if ends:
                x = self.dropout(torch.relu(block['norm'](x, mask, count)))
            else:
                # Only what a kernel wider than one would bring in has to be 0.
                x = torch.relu(x) * mask
        packed = pack_padded_sequence(x.transpose(1, 2), self.lengths, batch_first=True, enforce_sorted=False)
        return self.lstm(packed)[1][0][0]


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
    'mel-lstm': ([FRAMES, 80], Mel),
    'mel-lstm-full': ([FRAMES, 80], MaskedMel),
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
