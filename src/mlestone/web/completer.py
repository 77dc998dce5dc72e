"""The process that knows which names could stand at the cursor, by reading code and never by running any.

It reads questions from its standard input, one JSON object a line, and answers each with a line. It has no project, so
it does not go through the learner's folders, and it loads no compiled module but those that Python itself comes with.
"""

from __future__ import annotations

import json
import os
import pickle
import resource
import shutil
import sys
import time
from functools import lru_cache
from pathlib import Path
from typing import Any

_AT_MOST = 60
_MEMORY = 2 << 30
# What was read of libraries stays in memory, and is on the disk too: with so much of it, a fresh start costs little.
_ENOUGH = 200 << 20
_FOR_TYPES = 0.7  # seconds: to know the kind of one name, a whole module may have to be read


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    _prepare()
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            told = _answered(asked)
        except Exception:  # noqa: BLE001 - whatever a half-written text does to the library, there is no name to offer
            told = None
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        if _memory() > _ENOUGH:  # nothing is lost: the next question comes only after this answer
            os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _memory() -> int:
    """Bytes this process holds; 0 where the system does not tell as Linux does."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _answered(asked: dict[str, Any]) -> Any:
    answer = _ANSWERS[asked["ask"]]
    try:
        return answer(_script(asked), asked["line"], asked["column"])
    except (EOFError, pickle.UnpicklingError):  # what was kept of a library is cut off: its writer was ended half way
        import jedi  # type: ignore[import-untyped]

        shutil.rmtree(jedi.settings.cache_directory, ignore_errors=True)
        return answer(_script(asked), asked["line"], asked["column"])


def _prepare() -> None:
    import jedi

    from mlestone.base.settings import cache_dir

    jedi.settings.cache_directory = str(cache_dir() / "jedi")
    jedi.settings.allow_unsafe_interpreter_executions = False
    jedi.settings.auto_import_modules = []


@lru_cache(maxsize=8)
def _environment(python: str) -> Any:
    from jedi.api.environment import create_environment  # type: ignore[import-untyped]

    return create_environment(python, safe=False)  # the Pythons of kits are ours: we made them


def _script(asked: dict[str, Any]) -> Any:
    import jedi

    project = jedi.Project("/", sys_path=None, smart_sys_path=False, load_unsafe_extensions=False)
    return jedi.Script(asked["source"], environment=_environment(asked["python"]), project=project)


def _names(script: Any, line: int, column: int) -> list[dict[str, Any]]:
    found = script.complete(line, column)
    public = sorted(found, key=lambda each: each.name.startswith("_"))  # sorting keeps the library's own order
    until = time.monotonic() + _FOR_TYPES
    return [
        {
            "name": each.name,
            "type": each.type if time.monotonic() < until else "",
            "from": column - each.get_completion_prefix_length(),
        }
        for each in public[:_AT_MOST]
    ]


def _signature(script: Any, line: int, column: int) -> dict[str, Any] | None:
    signatures = script.get_signatures(line, column)
    if not signatures:
        return None
    first = signatures[0]
    doc = first.docstring(raw=True).strip().split("\n\n")[0]
    return {
        "signature": first.to_string(),
        "name": first.name,
        "parameters": [_without_type(each.to_string()) for each in first.params],
        "doc": doc,
        "parameter": first.index,
    }


def _without_type(parameter: str) -> str:
    """`axis: SupportsIndex | None=None` as one would type it: `axis=None`."""
    name, typed, rest = parameter.partition(":")
    if not typed:
        return parameter
    _, equals, default = rest.rpartition("=")
    return f"{name}={default}" if equals else name


_ANSWERS = {"names": _names, "signature": _signature}


if __name__ == "__main__":
    main()
