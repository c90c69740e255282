# The convolutional networks of torch-step.py: each gives the shape of an item, the network, and what else differs.
import torch
import torch.nn as nn
import torch.nn.functional as F

CONVOLUTIONS = [(64, 7, 2, True), (128, 5, 2, True), (128, 3, 1, False), (256, 3, 1, True),
                (256, 3, 2, False), (256, 1, 1, True), (512, 3, 1, False), (256, 1, 1, True)]


class Flatten(nn.Module):
    """In TensorFlow.js's order of axes, so that the dense weights mean the same."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).reshape(len(x), -1)


def cnn():
    return nn.Sequential(
        nn.Conv2d(1, 32, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 64, 5), nn.ReLU(), nn.MaxPool2d(2),
        Flatten(), nn.Linear(1024, 256), nn.ReLU(), nn.Linear(256, 64))


class Block(nn.Module):
    def __init__(self, width, filters, size, stride, length):
        super().__init__()
        # TensorFlow's `same` may pad one more after than before.
        total = max(0, (-(-length // stride) - 1) * stride + size - length)
        even = total % 2 == 0
        self.pad = None if even else (total // 2, total - total // 2) * 2
        self.conv = nn.Conv2d(width, filters, size, stride, total // 2 if even else 0)

    def forward(self, x):
        return self.conv(x if self.pad is None else F.pad(x, self.pad))


class ImageSiamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks, width, length = nn.ModuleList(), 1, 28
        for filters, size, stride, ends in CONVOLUTIONS:
            block = nn.Module()
            block.conv = Block(width, filters, size, stride, length)
            block.norm = nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01) if ends else nn.Identity()
            self.blocks.append(block)
            width, length = filters, -(-length // stride)
        self.dropout = nn.Dropout(0.25)
        self.dense = nn.Linear(256, 28, bias=False)

    def forward(self, x):
        for block, (*_, ends) in zip(self.blocks, CONVOLUTIONS):
            x = torch.relu(block.norm(block.conv(x)))
            if ends: x = self.dropout(x)
        y = self.dense(x.mean((2, 3)))
        return y / y.square().sum(1, keepdim=True).add(1e-12).sqrt()


NETS = {
    'cnn': ([28, 28, 1], cnn, {}),
    'image-siamese': ([28, 28, 1], ImageSiamese, {'pairs': 64}),
}
