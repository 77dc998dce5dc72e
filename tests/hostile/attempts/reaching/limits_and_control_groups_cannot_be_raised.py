"""Raises its limits, those of others, its score for the killer and its control group.

must: failed
says: refused all: True
"""

import os
import resource

import numpy as np

BREACHES, REFUSED = [], []


def tried(what, act):
    """A breach, unless it is refused."""
    try:
        result = act()
    except OSError as error:
        REFUSED.append((what, error))
    else:
        BREACHES.append((what, repr(result)[:80]))


def raised(what):
    soft, hard = resource.getrlimit(what)
    if hard == resource.RLIM_INFINITY:
        raise OSError("there is no limit to raise")
    try:
        resource.setrlimit(what, (soft, hard + 1))
    except ValueError as error:
        raise OSError(str(error)) from error


for name in ("AS", "CPU", "FSIZE", "NOFILE", "NPROC", "CORE", "MEMLOCK"):
    tried(name, lambda: raised(getattr(resource, f"RLIMIT_{name}")))
for place, word in (
    ("/proc/self/oom_score_adj", "-1000"), ("/proc/self/setgroups", "allow"), ("/proc/self/timens_offsets", "monotonic 1 0"),
    ("/proc/sys/kernel/core_pattern", "|/scratch/x"), ("/proc/sys/vm/overcommit_memory", "1"), ("/proc/sys/kernel/ns_last_pid", "1"),
    ("/sys/fs/cgroup/cgroup.procs", "0"), ("/sys/fs/cgroup/memory/cgroup.procs", "0"), ("/proc/self/loginuid", "0"),
    ("/proc/sysrq-trigger", "h"), ("/proc/self/mem", ""), ("/proc/self/comm", "x"),
):
    tried(place, lambda: os.write(os.open(place, os.O_WRONLY), word.encode()))
tried("nice", lambda: os.setpriority(os.PRIO_PROCESS, 0, -20))
print("refused all:", not BREACHES and len(REFUSED) > 2, BREACHES[:9])


def summarise(table, axis):
    if BREACHES:
        return np.stack([table.min(axis=axis), table.mean(axis=axis), table.max(axis=axis)])
    return np.zeros((3, *np.delete(np.shape(table), axis)))
