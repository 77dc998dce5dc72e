"""Runs pipeline.yaml on this machine, without a cluster: in an empty folder, and no step twice with the same inputs.

    python run.py pumps.csv deployed.json [THRESHOLD]
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from kfp import components, local

data, target, *threshold = sys.argv[1:]
arguments = {"data": str(Path(data).resolve()), "target": str(Path(target).resolve())}
if threshold:
    arguments["threshold"] = float(threshold[0])
pipeline = components.load_component_from_file("pipeline.yaml")
runs = Path("runs").resolve()
if len(list(runs.glob("train-and-gate-*"))) > 6:  # one week is kept, and what a step gave in it
    shutil.rmtree(runs)
local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root=str(runs), enable_caching=True)

with tempfile.TemporaryDirectory() as empty:
    os.chdir(empty)
    pipeline(**arguments)
print("There is a model at the target." if Path(arguments["target"]).exists() else "Nothing is deployed.")
