"""Fits the pipeline and delivers it: natively, as ONNX, and with what whoever loads it has to know.

    python train.py pumps.csv model
"""

import hashlib
import json
import platform
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
import skops.io
from skl2onnx import to_onnx
from sklearn.pipeline import Pipeline

from pipeline import COLUMNS, TARGET, make_pipeline

# [answer] Import whatever else you need.
from skl2onnx.sklapi import CastTransformer
# [/answer]


def as_onnx(fitted: Pipeline) -> bytes:
    """The fitted pipeline as an ONNX model that gives the same probabilities."""
    # [answer] Convert it. In which precision does scikit-learn scale, and in which does a tree compare?
    one_row = np.zeros((1, len(COLUMNS)))
    single = CastTransformer(dtype=np.float32).fit(one_row)
    by_type = Pipeline([("scale", fitted["scale"]), ("single", single), ("forest", fitted["forest"])])
    return to_onnx(by_type, one_row, options={"zipmap": False}).SerializeToString()
    # [/answer]


def sha256(path: Path) -> str:
    """The hash of a file, as `sha256sum` prints it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(data: Path, folder: Path) -> None:
    table = pd.read_csv(data)
    fitted = make_pipeline().fit(table[COLUMNS].to_numpy(dtype=float), table[TARGET])
    folder.mkdir(parents=True, exist_ok=True)
    # [answer] Write pipeline.skops, pipeline.onnx and manifest.json into the folder.
    skops.io.dump(fitted, folder / "pipeline.skops")
    (folder / "pipeline.onnx").write_bytes(as_onnx(fitted))
    manifest = {
        "data": {"sha256": sha256(data), "rows": len(table)},
        "columns": COLUMNS,
        "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__},
        "files": {name: sha256(folder / name) for name in ("pipeline.skops", "pipeline.onnx")},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))
    # [/answer]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
