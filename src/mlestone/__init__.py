"""MLestone: the machine learning engineer roadmap, as skills you prove by running code."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mlestone.notebook.extension import Shell

__version__ = "0.1.0"


def load_ipython_extension(shell: "Shell") -> None:
    """What `%load_ext mlestone` calls in IPython and Jupyter."""
    from mlestone.notebook.extension import load

    load(shell)


def unload_ipython_extension(shell: "Shell") -> None:
    """What `%unload_ext mlestone` calls."""
    from mlestone.notebook.extension import unload

    unload(shell)
