"""A Dask cluster at tcp://127.0.0.1:8786, of two workers of 448 MiB each: `python cluster.py`. There is nothing to do here.

A worker that needs more is killed, as Kubernetes would, and what it was at is given up. Nothing is spilled to the disk. After
each client, cluster.json tells what the cluster has seen. Ctrl-C ends it.
"""

import json
import os
import re
import signal
from pathlib import Path

import dask
from distributed import Client, LocalCluster, Scheduler, SchedulerPlugin

MEMORY = 448  # MiB, of each worker


class Journal(SchedulerPlugin):
    """What the scheduler was asked for, client by client, and how many workers were killed."""

    name = "journal"

    def __init__(self) -> None:
        self.clients: dict[str, dict[str, int]] = {}
        self.left = 0
        self.killed = 0
        self.peak = 0.0  # MiB, of the worker that has needed most, so far

    def add_client(self, scheduler: Scheduler, client: str) -> None:
        self.clients[client] = {"graphs": 0, "tasks": 0}
        self.write()

    def remove_client(self, scheduler: Scheduler, client: str) -> None:
        self.left += 1

    def update_graph(self, scheduler: Scheduler, *, client: str, tasks: list, **_) -> None:
        self.clients[client]["graphs"] += 1
        self.clients[client]["tasks"] += len(tasks)

    def remove_worker(self, scheduler: Scheduler, worker: str, **_) -> None:
        self.killed += 1

    def write(self, told: int = 0) -> str:
        """The first client is this program; `told` is of how many others all is known."""
        others = list(self.clients.values())[1:]
        seen = json.dumps({"told": told, "clients": others, "killed": self.killed, "peak": self.peak})
        Path("cluster.json.new").write_text(seen)
        os.replace("cluster.json.new", "cluster.json")
        return seen


def peak() -> float:
    """The most memory this process has had, in MiB."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    ends = {signal.SIGINT, signal.SIGTERM}
    signal.pthread_sigmask(signal.SIG_BLOCK, ends)
    dask.config.set({f"distributed.worker.memory.{way}": False for way in ("target", "spill", "pause")})
    dask.config.set({"distributed.scheduler.allowed-failures": 0})
    journal = Journal()
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        memory_limit=f"{MEMORY}MiB",
        host="127.0.0.1",
        scheduler_port=8786,
        scheduler_kwargs={"plugins": [journal]},
        dashboard_address=None,
    ) as cluster, Client(cluster) as client:
        print("ready: tcp://127.0.0.1:8786", flush=True)
        told = 0
        while signal.sigtimedwait(ends, 0.2) is None:
            if journal.left > told:
                left = journal.left
                journal.peak = max([journal.peak, *client.run(peak, on_error="ignore").values()])
                told = left
                print(journal.write(told), flush=True)
