"""Stands in for engine/inside.py on a machine whose kernel refuses namespaces, as many containers' do."""

import errno
import importlib.util
import runpy
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[2] / "src" / "mlestone"


def refuse(flags: int) -> None:
    raise OSError(errno.EPERM, "unshare: Operation not permitted")


if __name__ == "__main__":
    spec = importlib.util.spec_from_file_location(
        "mlestone", PACKAGE / "__init__.py", submodule_search_locations=[str(PACKAGE)]
    )
    assert spec is not None
    sys.modules["mlestone"] = importlib.util.module_from_spec(spec)
    from mlestone.engine.walls import syscalls

    vars(syscalls)["unshare"] = refuse
    runpy.run_path(str(PACKAGE / "engine" / "inside.py"), run_name="__main__")
