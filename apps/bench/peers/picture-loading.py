# python3 -m venv peers && peers/bin/pip install torch==2.11.0 torchvision==0.26.0 pillow numpy==2.4.6
# The other side of `npm run bench -- pictures`: torchvision and Pillow in a DataLoader with so many workers. With `forget` instead of
# a number it puts the files out of the system's cache.
import json
import os
import sys
import time

folder, workers = sys.argv[1:3]
SIZE, BATCH, PASSES = 64, 64, 4


def files(name):
    place = os.path.join(folder, name)
    return [os.path.join(place, file) for file in sorted(os.listdir(place))]


if workers == "forget":
    os.sync()
    for file in files("timed"):
        with open(file, "rb") as opened:
            os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    sys.exit()

import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms

vary = transforms.Compose([
    transforms.Resize((SIZE, SIZE)),
    transforms.RandomHorizontalFlip(),
    transforms.RandomAffine(10, translate=(0.08, 0.08), scale=(1 / 1.1, 1.1), shear=5.7,
                            interpolation=transforms.InterpolationMode.BILINEAR),
    transforms.ToTensor(),
])


class Pictures(Dataset):
    def __init__(self, paths):
        self.paths = paths

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, place):
        with Image.open(self.paths[place]) as picture:
            return vary(picture.convert("RGB"))


class Pass:
    """Batches of whichever pictures are asked for, so that all passes have the same workers."""

    def __init__(self):
        self.places = range(0)

    def __iter__(self):
        return (list(self.places[at:at + BATCH]) for at in range(0, len(self.places), BATCH))

    def __len__(self):
        return -(-len(self.places) // BATCH)


before, timed = files("before"), files("timed")
chosen = Pass()
loader = DataLoader(Pictures(before + timed), batch_sampler=chosen, num_workers=int(workers), persistent_workers=True)


def rate(places):
    chosen.places = places
    start = time.perf_counter()
    seen = sum(len(x) for x in loader)
    assert seen == len(places)
    return seen / (time.perf_counter() - start)


everything = range(len(before), len(before) + len(timed))
rate(range(len(before)))
cold = rate(everything)
print(json.dumps({"cold": cold, "warm": [rate(everything) for _ in range(PASSES - 1)]}))
