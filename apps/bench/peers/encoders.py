# The transformers of torch-step.py: each gives the shape of an item, the network, and what else differs from 32 pairs of numbers.
import torch
import torch.nn as nn
import torch.nn.functional as F

WORDS = 30_522


class Layer(nn.Module):
    """Parameters in the order in which TensorFlow.js lists them."""

    def __init__(self, width, heads, hidden, before):
        super().__init__()
        self.heads, self.before = heads, before
        norm = lambda: nn.LayerNorm(width, eps=1e-5)
        if before:
            self.norm1 = norm()
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        if before:
            self.norm2 = norm()
        else:
            self.norm1 = norm()
        self.up, self.down = nn.Linear(width, hidden), nn.Linear(hidden, width)
        if not before:
            self.norm2 = norm()

    def attention(self, x):
        split = lambda t: t.view(*t.shape[:2], self.heads, -1).transpose(1, 2)
        attended = F.scaled_dot_product_attention(split(self.q(x)), split(self.k(x)), split(self.v(x)))
        return self.o(attended.transpose(1, 2).reshape(x.shape))

    def forward(self, x):
        dense = lambda t: self.down(F.gelu(self.up(t)))
        if self.before:
            x = x + self.attention(self.norm1(x))
            return x + dense(self.norm2(x))
        x = self.norm1(x + self.attention(x))
        return self.norm2(x + dense(x))


class Transformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(*(Layer(256, 4, 1024, True) for _ in range(4)))

    def forward(self, x):
        return self.layers(x).mean(1)


class MiniLM(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.positions = nn.Embedding(WORDS, 384), nn.Embedding(32, 384)
        self.norm = nn.LayerNorm(384, eps=1e-5)
        self.layers = nn.Sequential(*(Layer(384, 12, 1536, False) for _ in range(6)))

    def forward(self, x):
        return self.layers(self.norm(self.words(x) + self.positions.weight)).mean(1)


NETS = {
    'transformer': ([64, 256], Transformer, {'pairs': 16}),
    'minilm': ([32], MiniLM, {'words': WORDS}),
}
