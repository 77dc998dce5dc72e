"""One attempt at a lab, in the examiner's process: the machines it was given, the network, the checks, the verdict."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mlestone.engine.labs import network
from mlestone.engine.labs.lab import Lab
from mlestone.engine.labs.machine import Machine
from mlestone.engine.labs.programs import Missing, lacking
from mlestone.engine.labs.services import start_services
from mlestone.proving.labs import folder
from mlestone.proving.labs.judge import LabAttempt, judge_lab
from mlestone.proving.layout import BadProof
from mlestone.proving.progress import Tell
from mlestone.proving.verdict import Verdict

_ENDS = 3  # descriptors of a machine: wire, output, fate


def prepare(job: dict[str, Any]) -> None:
    """In the zygote: read the lab's folder, without running anything; later children find it read."""
    folder.read_lab(Path(job["path"]))


def judged(job: dict[str, Any], ends: list[int], tell: Tell | None) -> Verdict:
    """The verdict. `ends`: descriptors of the learner's machine, and of one for services, if the lab has any."""
    lab = folder.read_lab(Path(job["path"]))
    if lab.problems:
        raise BadProof(lab.problems)
    limits = job["limits"]
    source = job["source"].encode("utf-8", "surrogateescape")
    attempt = LabAttempt(job["proof"], lab, source, job["seed"], limits["source"])
    try:
        lacking(lab.layout.programs, lab.layout.services)
    except Missing as missing:
        return attempt.verdict("not_graded", str(missing))
    machines = [_machine(ends[at : at + _ENDS], limits) for at in range(0, len(ends), _ENDS)]
    made: list[Lab] = []

    def driven(files: Mapping[str, bytes]) -> Lab:
        # Before there is a second thread: leaving for a network of somebody else's may take one that is alone.
        network.enter(machines[0].network)
        network.take_outside_address()
        made.append(Lab(machines[0], files))
        if lab.layout.services:
            start_services(made[0], machines[1], lab)
        return made[0]

    try:
        return judge_lab(attempt, driven, tell)
    finally:
        for each in made:
            each.close()


def _machine(ends: list[int], limits: Mapping[str, Any]) -> Machine:
    wire, output, fate = ends
    return Machine(socket.socket(fileno=wire), output, fate, seconds=limits["seconds"], output_limit=limits["output"])
