"""Scores rows with a delivered model, where nothing is left of the training but the folder with the model.

    python score.py onnx model rows.csv scores.csv
    python score.py skops model rows.csv scores.csv
"""

import csv
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np

# Types of skops files that somebody has looked at; all others stay locked up.
TRUSTED = ["sklearn.tree._tree.Tree"]


def refuse(reason: str) -> None:
    """End with exit code 2 and a reason."""
    print(f"refused: {reason}", file=sys.stderr)
    sys.exit(2)


def checked(path: Path, manifest: dict) -> bytes:
    """The file's content; refuses one that is not as it was delivered."""
    # [answer] Compare its hash with the manifest's.
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != manifest["files"].get(path.name):
        refuse(f"{path.name} is not the file that was delivered")
    return content
    # [/answer]


def by_skops(folder: Path, manifest: dict, rows: np.ndarray) -> np.ndarray:
    """The probability of a failure, row by row, by scikit-learn."""
    # [answer] Refuse another version of scikit-learn than the manifest's, load pipeline.skops, and score.
    made_with, here = manifest["versions"]["scikit-learn"], version("scikit-learn")
    if here != made_with:
        refuse(f"made with scikit-learn {made_with}, this is {here}")
    content = checked(folder / "pipeline.skops", manifest)
    import skops.io

    fitted = skops.io.loads(content, trusted=TRUSTED)
    return fitted.predict_proba(rows)[:, 1]
    # [/answer]


def by_onnx(folder: Path, manifest: dict, rows: np.ndarray) -> np.ndarray:
    """The probability of a failure, row by row, without scikit-learn."""
    # [answer] Load pipeline.onnx and score.
    import onnxruntime

    content = checked(folder / "pipeline.onnx", manifest)
    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    _, probabilities = session.run(None, {session.get_inputs()[0].name: rows})
    return probabilities[:, 1]
    # [/answer]


def main(form: str, folder: Path, asked: Path, scores: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    with asked.open(newline="") as file:
        table = list(csv.DictReader(file))
    # [answer] Take the manifest's columns, in its order; refuse a table that lacks one.
    lacking = [name for name in manifest["columns"] if any(row.get(name) is None for row in table)]
    if lacking:
        refuse(f"the rows lack {', '.join(lacking)}")
    rows = np.array([[float(row[name]) for name in manifest["columns"]] for row in table])
    # [/answer]
    risks = {"skops": by_skops, "onnx": by_onnx}[form](folder, manifest, rows)
    scores.write_text("\n".join(["risk", *(str(float(risk)) for risk in risks)]) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], *(Path(name) for name in sys.argv[2:]))
