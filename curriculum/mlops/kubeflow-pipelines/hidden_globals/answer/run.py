"""Runs pipeline.yaml as a cluster might: each step on a machine of its own, in any order that its inputs allow.

    python run.py sales.csv [NUMBER OF THE ORDER]
"""

import json
import os
import random
import shutil
import sys
import tempfile
from pathlib import Path

from kfp import components, local
from kfp.local import graph_utils, subprocess_task_handler

data, *number = sys.argv[1:]
chance = random.Random(int(number[0]) if number else 0)
runs = Path("runs").resolve()
DISKS = [runs]
run_a_step = subprocess_task_handler.SubprocessTaskHandler.run


def in_any_order(tasks):
    """The names of the steps in an order that is legal, drawn from all; KFP takes them from the end."""
    order = []
    while len(order) < len(tasks):
        ready = [name for name in sorted(tasks) if name not in order and not set(tasks[name].dependent_tasks) & set(tasks) - set(order)]
        order.append(chance.choice(ready))
    print("the order:", *order)
    return order[::-1]


def files():
    return {path for disk in DISKS for path in disk.rglob("*") if path.is_file()}


def run_apart(handler):
    """Run a step in an empty folder. Of what it has written there remains what it declares as outputs, and nothing else."""
    asked = json.loads(handler.full_command[handler.full_command.index("--executor_input") + 1])["outputs"]
    outputs = {asked["outputFile"], *(each["uri"] for found in asked.get("artifacts", {}).values() for each in found["artifacts"])}
    here, before = Path.cwd(), {path: path.read_bytes() for path in files()}
    with tempfile.TemporaryDirectory() as empty:
        handler.env_vars = {**handler.env_vars, "HOME": empty, "TMPDIR": empty}
        os.chdir(empty)
        try:
            return run_a_step(handler)
        finally:
            os.chdir(here)
            for path in files():
                if not outputs & {str(path), *map(str, path.parents)}:
                    path.unlink()
            for path, content in before.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


graph_utils.topological_sort_tasks = in_any_order
subprocess_task_handler.SubprocessTaskHandler.run = run_apart
shutil.rmtree(runs, ignore_errors=True)
local.init(runner=local.SubprocessRunner(use_venv=False), pipeline_root=str(runs))
components.load_component_from_file("pipeline.yaml")(data=str(Path(data).resolve()))
