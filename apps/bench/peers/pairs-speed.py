# numpy==2.4.6
"""Balanced pairs of one epoch, vectorised: prints the milliseconds of each run as JSON."""
import json
import sys
import time

import numpy as np

items, classes, runs = map(int, sys.argv[1:])
rng = np.random.default_rng(1)
class_of = np.arange(items) * 7919 % classes
members = np.argsort(class_of, kind="stable")
sizes = np.bincount(class_of, minlength=classes)
starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
place = np.empty(items, dtype=np.int64)
place[members] = np.arange(items) - starts[class_of[members]]


def epoch():
    first = rng.permutation(items)
    c = class_of[first]
    drawn = rng.integers(0, sizes[c] - 1)
    alike = members[starts[c] + drawn + (drawn >= place[first])]
    second = rng.permutation(items)
    c = class_of[second]
    drawn = rng.integers(0, items - sizes[c])
    other = members[drawn + (drawn >= starts[c]) * sizes[c]]
    same = np.concatenate([np.ones(items, bool), np.zeros(items, bool)])
    return np.concatenate([first, second]), np.concatenate([alike, other]), same


times = []
for run in range(runs):
    start = time.perf_counter()
    a, b, same = epoch()
    times.append(1e3 * (time.perf_counter() - start))
    assert ((class_of[a] == class_of[b]) == same).all() and (a != b).all()
print(json.dumps(times))
