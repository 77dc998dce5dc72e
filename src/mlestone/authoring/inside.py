"""Entry point of a kit's workshop, run as a script by whatever Python the kit has (as `engine.inside` is).

MLestone need not be installed there: this file makes the package it lies in importable, and nothing else beside it.
"""

import gc
import importlib
import json
import os
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

_OURS = ("proving.judge", "proving.proof", "proving.expect", "engine.child", "authoring.papers")
"""What every task would import: imported once, for all of them."""


def main() -> None:
    with open(0, "rb", buffering=0, closefd=False) as lines:  # unbuffered: the rest is the workshop's
        orders = json.loads(lines.readline())
    for name in (*(f"mlestone.{name}" for name in _OURS), *orders["modules"]):
        try:
            importlib.import_module(name)
        except ImportError as error:
            os.write(2, f"{name}: {error}\n".encode())  # a proof that needs it will say so
    gc.collect()
    gc.freeze()
    importlib.import_module("mlestone.authoring.workshop").Workshop(orders["workers"]).serve()


if __name__ == "__main__":
    package = Path(__file__).resolve().parents[1]
    sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != Path(__file__).resolve().parent]
    spec = spec_from_file_location("mlestone", package / "__init__.py", submodule_search_locations=[str(package)])
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["mlestone"] = module
    spec.loader.exec_module(module)
    main()
