"""Entry point of a kit's processes, run as a script by whatever Python the kit has.

MLestone need not be installed there: this file makes the package it lies in importable, and nothing else beside it,
so that a kit never sees libraries of another environment.
"""

import json
import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

if __name__ == "__main__":
    package = Path(__file__).resolve().parents[1]
    sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != Path(__file__).resolve().parent]
    spec = spec_from_file_location("mlestone", package / "__init__.py", submodule_search_locations=[str(package)])
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    sys.modules["mlestone"] = module
    spec.loader.exec_module(module)

    role, *rest = sys.argv[1:]
    fds = [int(fd) for fd in rest if role != "module"]
    if role == "module":  # of MLestone's, by name: what runs there may be of a layer above this one
        import_module(rest[0]).main()
    elif role == "kit":
        from mlestone.engine import kit_process

        kit_process.main(fds[0])
    elif role == "child":
        from mlestone.engine import broods, child

        job = json.load(sys.stdin)
        child.plain_main(job, fds, broods.SERVE[job["mode"]])
    elif role == "examiner":
        from mlestone.engine import examiner

        examiner.main(json.load(sys.stdin), fds)
