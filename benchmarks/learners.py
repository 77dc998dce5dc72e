"""A thousand simulated learners: how well they are placed, how honest their plans are, how well forgetting is foreseen.

    python benchmarks/learners.py [--quick] [--json] [--learners N] [--processes N]

This file only starts the folder of the same name, in which everything is.
"""

import runpy
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    runpy.run_module("benchmarks.learners", run_name="__main__")
