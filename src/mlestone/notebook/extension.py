"""What `%load_ext mlestone` does: one magic, `prove`, and an engine that stays warm as long as the kernel lives.

    %prove SKILL/PROOF      shows what is asked, and puts the starter into the next cell
    %%prove SKILL/PROOF     hands the cell in: it is judged as a file of its own, and is not run in the notebook

A cell is judged and logged as `mlestone check` judges and logs a file: the same code, the same verdict.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol

from mlestone.notebook.prove import Prover

MAGIC = "prove"


class Shell(Protocol):
    """What is asked of IPython's shell."""

    @property
    def register_magic_function(self) -> Callable[..., Any]: ...

    @property
    def set_next_input(self) -> Callable[..., Any]: ...

    @property
    def magics_manager(self) -> Any: ...


_loaded: list[Prover] = []


def load(shell: Shell) -> None:
    """Register the magic."""
    if _loaded:
        return
    prover = Prover(partial(shell.set_next_input, replace=False))
    _loaded.append(prover)
    atexit.register(prover.close)
    shell.register_magic_function(prover.prove, "line_cell", MAGIC)


def unload(shell: Shell) -> None:
    """Take the magic away, and let the engine go."""
    for kind in ("line", "cell"):
        shell.magics_manager.magics[kind].pop(MAGIC, None)
    while _loaded:
        prover = _loaded.pop()
        atexit.unregister(prover.close)
        prover.close()
