# python3 -m venv oracles && oracles/bin/pip install numpy==2.4.6 pandas==3.1.1 pyarrow==26.0.1 && oracles/bin/python embedding-files.py > embedding-files.json
# Files of embeddings as NumPy, pandas and pyarrow write them, in base64.
import base64
import io
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

keys = ["a,b.png", 'says "hi"', "two\nlines", "ü/ñ.png"]
labels = ["x", "y", "", "x"]
values = np.array([[0.1, -1 / 3, 1e-45], [3.4028235e38, -0.000123456789, 1], [2, 3, 4], [5, 6, 7]], dtype=np.float32)


def written(write):
    file = io.BytesIO()
    write(file)
    return base64.b64encode(file.getvalue()).decode()


frame = pd.DataFrame({"key": keys, "label": labels})
wide = pd.concat([frame, pd.DataFrame(values, columns=["x", "y", "z"])], axis=1)
lists = frame.assign(embedding=list(values.astype(np.float64)))
fixed = pa.table({"key": keys, "embedding": pa.FixedSizeListArray.from_arrays(pa.array(values.ravel()), 3)})
files = {
    "float32.npy": written(lambda file: np.save(file, values)),
    "float64.npy": written(lambda file: np.save(file, values.astype(np.float64))),
    "pandas.csv": written(lambda file: wide.to_csv(file, index=False)),
    "pandas.parquet": written(lambda file: lists.to_parquet(file)),
    "zstd.parquet": written(lambda file: pq.write_table(fixed, file, compression="zstd")),
    "gzip.parquet": written(lambda file: pq.write_table(pa.Table.from_pandas(lists), file, compression="gzip", row_group_size=2)),
}
with_labels = {name: name not in ("zstd.parquet",) and not name.endswith(".npy") for name in files}
print(json.dumps({"keys": keys, "labels": labels, "values": [float(x) for x in values.ravel()], "withLabels": with_labels, "files": files}))
