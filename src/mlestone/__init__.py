"""MLestone: the machine learning engineer roadmap, as skills you prove by running code."""

from typing import Any

__version__ = "0.1.0"


def load_ipython_extension(shell: Any) -> None:
    """What `%load_ext mlestone` calls in IPython and Jupyter."""
    _notebook().load(shell)


def unload_ipython_extension(shell: Any) -> None:
    """What `%unload_ext mlestone` calls."""
    _notebook().unload(shell)


def _notebook() -> Any:
    # By name: processes under a kit's Python import this package too, and must have no way from it to the notebook.
    from importlib import import_module

    return import_module("mlestone.notebook.extension")
