"""Where MLestone's own things are on this machine.

Two folders belong to the person: `data_dir` (the log, saved work; worth a backup) and `cache_dir` (kits,
computed things; may be deleted at any time). They follow the platform's conventions; the environment variable
`MLESTONE_HOME` puts both below one folder instead. Nothing here creates a folder: whoever writes does.
"""

import os
from pathlib import Path

from mlestone.base.errors import MlestoneError

HOME_VARIABLE = "MLESTONE_HOME"
_PACKAGE = Path(__file__).resolve().parents[1]


def builtin_course() -> Path:
    """The course that comes with MLestone: `curriculum/` of a checkout, or the copy that a wheel carries."""
    carried = _PACKAGE / "curriculum"
    checkout = _PACKAGE.parents[1] / "curriculum"
    for folder in (carried, checkout):
        if folder.is_dir():
            return folder
    raise MlestoneError(
        f"The built-in course is missing: neither {carried} nor {checkout} is a folder. Install MLestone again."
    )


def data_dir() -> Path:
    """What must not be lost: the learner's log and saved work."""
    if home := _chosen_home():
        return home / "data"
    import platformdirs

    return Path(platformdirs.user_data_dir("mlestone", appauthor=False))


def cache_dir() -> Path:
    """What can be made again: kits, rendered pages, outputs of cells."""
    if home := _chosen_home():
        return home / "cache"
    import platformdirs

    return Path(platformdirs.user_cache_dir("mlestone", appauthor=False))


def _chosen_home() -> Path | None:
    chosen = os.environ.get(HOME_VARIABLE, "")
    if not chosen:
        return None
    # A relative folder would move whenever the working directory does.
    return Path(chosen).expanduser().absolute()
