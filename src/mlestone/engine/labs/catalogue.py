"""The services labs may ask for by name: how each is started, and what it needs.

They run on a machine of their own, behind the same walls as learners' code: what a service does is decided by whoever
talks to it. Each listens on 127.0.0.1 there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Known:
    """A service. In its command `{port}` stands for the port, `{reach}` for the learner's port it may reach."""

    command: tuple[str, ...]
    program: str = ""
    module: str = ""
    ready: str | None = None


SERVICES = {
    "redis": Known(
        ("redis-server", "--port", "{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"),
        program="redis-server",
    ),
    "aws": Known(("python", "-m", "moto.server", "-H", "127.0.0.1", "-p", "{port}"), module="moto"),
}
