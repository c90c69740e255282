"""
What Python's onnxruntime makes of the files that train-models.mjs wrote, and how far that is from what the models predicted:
`check-models.py <folder>`. Fails beyond 1e-5. onnx, if it is installed, checks the files too.
"""

import json
import pathlib
import sys

import numpy as np
import onnxruntime

try:
    import onnx
except ImportError:
    onnx = None

for name in ["lstm", "cnn"]:
    folder = pathlib.Path(sys.argv[1])
    file = folder / f"{name}.onnx"
    if onnx:
        onnx.checker.check_model(str(file), full_check=True)
    said = json.loads((folder / f"{name}.json").read_text())
    x = np.array(said["x"], np.float32).reshape(said["shape"])
    y = np.array(said["y"], np.float32).reshape(len(x), -1)
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    given = session.get_inputs()[0]
    whole = session.run(None, {given.name: x})[0]
    single = np.concatenate([session.run(None, {given.name: x[i : i + 1]})[0] for i in range(len(x))])
    off = max(np.abs(whole - y).max(), np.abs(single - y).max())
    checked = "checked by onnx, " if onnx else ""
    print(f"{name}.onnx {given.shape}: {checked}onnxruntime {onnxruntime.__version__} is off by at most {off:.1e}")
    if not off <= 1e-5:
        sys.exit(f"{name}: off by {off}")
