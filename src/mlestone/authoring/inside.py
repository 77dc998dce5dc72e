"""The beginning of a kit's workshop: `engine.inside` runs it, having made MLestone importable in the kit's Python."""

import gc
import importlib
import json
import os

_OURS = ("proving.judge", "proving.proof", "proving.expect", "engine.child", "authoring.papers")
"""What every task would import: imported once, for all of them."""
_TRIED_OUT = "engine.rehearsal"
"""What has one attempt judged, so that forks inherit what first calls bring in."""


def main() -> None:
    with open(0, "rb", buffering=0, closefd=False) as lines:  # unbuffered: the rest is the workshop's
        orders = json.loads(lines.readline())
    for name in (*(f"mlestone.{name}" for name in _OURS), *orders["modules"]):
        try:
            importlib.import_module(name)
        except ImportError as error:
            os.write(2, f"{name}: {error}\n".encode())  # a proof that needs it will say so
    importlib.import_module(f"mlestone.{_TRIED_OUT}").rehearse()
    gc.collect()
    gc.freeze()
    importlib.import_module("mlestone.authoring.workshop").Workshop(orders["workers"]).serve()
