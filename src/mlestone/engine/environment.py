"""The whole environment of a kit's processes: nothing of the host's but where programs are."""

from __future__ import annotations

import os

from mlestone.base.settings import cache_dir

_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS")


def kit_environment() -> dict[str, str]:
    return dict.fromkeys(_ONE_THREAD, "1") | {
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",  # sets of strings come in one order, in every attempt
        "LOKY_MAX_CPU_COUNT": "1",  # joblib would ask the machine for its cores, and warn that a child is told of none
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(cache_dir() / "matplotlib"),
    }
