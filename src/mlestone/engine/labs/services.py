"""Services of the checker's beside a lab: started on a machine of their own, and reached through two-way doors.

The learner's code finds each at 127.0.0.1:port, as if it ran there. In truth it runs where none of their processes is:
what they send comes in through a forwarding thread of the examiner, which stands in both networks.
"""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading
from pathlib import Path

from mlestone.engine.labs import network
from mlestone.engine.labs.catalogue import SERVICES, Known
from mlestone.engine.labs.lab import READY_SECONDS, Lab
from mlestone.engine.labs.machine import Machine
from mlestone.engine.labs.processes import Process, Server
from mlestone.proving.labs.driven import LabTrouble
from mlestone.proving.labs.folder import SERVICES as FOLDER
from mlestone.proving.labs.folder import Lab as Folder
from mlestone.proving.layout import Service
from mlestone.proving.progress import say
from mlestone.proving.trial import ProofFault

_CHUNK = 1 << 16
_WAITING = 64


def start_services(lab: Lab, machine: Machine, folder: Folder) -> None:
    """Start what the lab's checks declare; a service that does not start is the proof's fault, or ours."""
    beside = Lab(machine, _files(folder.path / FOLDER))
    for service in folder.layout.services:
        say(f"starting {service.name}")
        try:
            server = _started(beside, service, machine.network)
        except LabTrouble as trouble:
            raise ProofFault(f"The service {service.name} did not start: {trouble}\n{beside.printed()}") from trouble
        Door(service.port, into=machine.network, at=lab.machine.network).open()
        if service.reach is not None:
            Door(service.reach, into=lab.machine.network, at=machine.network).open()
        lab.offer(service.name, Server(lab, server.command, [], {}, service.port))


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*")) if path.is_file()}


def _started(beside: Lab, service: Service, there: int) -> Process:
    known = SERVICES.get(service.name) or Known(("python", f"{service.name}.py", "{port}"))
    numbers = {"port": service.port, "reach": service.reach or 0}
    argv = [word.format(**numbers) for word in known.command]
    process = beside.start(argv)
    ports = Ports(there)
    ready = beside.until(lambda: not process.running or service.port in ports.listening(), READY_SECONDS)
    if not ready or not process.running:
        raise LabTrouble(f"`{process.command}` does not listen on port {service.port}")
    return process


class Ports:
    """The ports somebody listens on in another network than this thread's."""

    def __init__(self, there: int) -> None:
        self._there = there
        self._found: set[int] = set()

    def listening(self) -> set[int]:
        thread = threading.Thread(target=self._look)
        thread.start()
        thread.join()
        return self._found

    def _look(self) -> None:
        network.enter(self._there)
        self._found = network.listening()


class Door:
    """Whoever connects to 127.0.0.1:port in one network is connected to the same address in another."""

    def __init__(self, port: int, *, into: int, at: int) -> None:
        """`into` and `at`: the network that is led to, and the one the door is in."""
        self._port, self._into, self._at = port, into, at
        self._listener: socket.socket | None = None
        self._is_open = threading.Event()

    def open(self) -> None:
        threading.Thread(target=self._stand, name=f"door {self._port}", daemon=True).start()
        self._is_open.wait(5)

    def _stand(self) -> None:
        network.enter(self._at)
        with socket.create_server((network.HERE, self._port), backlog=_WAITING) as listener:
            self._is_open.set()
            network.enter(self._into)  # a socket stays in the network it was made in
            while True:
                caller, _ = listener.accept()
                threading.Thread(target=self._carry, args=(caller,), daemon=True).start()

    def _carry(self, caller: socket.socket) -> None:
        with caller, contextlib.suppress(OSError), socket.create_connection((network.HERE, self._port), 5) as other:
            other.settimeout(None)
            selector = selectors.DefaultSelector()
            selector.register(caller, selectors.EVENT_READ, other)
            selector.register(other, selectors.EVENT_READ, caller)
            while selector.get_map():
                for key, _ in selector.select():
                    source, target = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    piece = source.recv(_CHUNK)
                    if piece:
                        target.sendall(piece)
                        continue
                    selector.unregister(source)
                    with contextlib.suppress(OSError):
                        target.shutdown(socket.SHUT_WR)
