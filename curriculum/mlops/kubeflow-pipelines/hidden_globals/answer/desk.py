"""How its author runs the pipeline: all steps in one process, one after another. It works.

    python desk.py sales.csv
"""

import inspect
import json
import sys
import tempfile
from pathlib import Path

from kfp import dsl

import pipeline

folder = Path(tempfile.mkdtemp())
kinds = {"sales": dsl.Dataset, "calendar": dsl.Artifact, "model": dsl.Model, "metrics": dsl.Metrics}
things = {name: kind(name=name, uri=str(folder / name)) for name, kind in kinds.items()} | {"data": sys.argv[1]}
for step in (pipeline.read, pipeline.profile, pipeline.forecast, pipeline.score, pipeline.busiest):
    wanted = inspect.signature(step.python_func).parameters
    told = step.python_func(**{name: things[name] for name in wanted})
    print(step.name, "" if told is None else told)
print("loaves next week", [round(loaves) for loaves in json.loads(Path(things["model"].path).read_text())["week"]])
