"""Kits made and removed from the page, one at a time, with progress for all who listen."""

from __future__ import annotations

import threading
from typing import Any

from mlestone.base.errors import MlestoneError
from mlestone.web.answers import Refused
from mlestone.web.events import Hub

_KEPT = "What was downloaded is kept, and the next try goes on from there."


class _Cancelled(Exception):
    """Somebody no longer wants the kit."""


class KitMaking:
    """At most one kit is being made. Thread-safe."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._lock = threading.Lock()
        self._now: dict[str, Any] | None = None
        self._cancelled = threading.Event()

    @property
    def now(self) -> dict[str, Any] | None:
        """The kit that is being made and how far it is; `None` when none is."""
        return self._now

    def begin(self, kit: str) -> dict[str, Any]:
        """Begin to make a kit, or hear how far it is."""
        from mlestone.study.kits import standings

        with self._lock:
            if self._now is not None:
                if self._now["kit"] == kit:
                    return self._now
                raise Refused(409, "busy", f"The kit {self._now['kit']} is being installed; one at a time.")
            if not any(each.name == kit and each.state != "planned" for each in standings()):
                raise Refused(404, "unknown", f"There is no kit {kit!r} that can be installed.")
            self._cancelled.clear()
            begun = self._now = {"kit": kit, "stage": "preparing", "done": 0, "total": 0}
            threading.Thread(target=self._make, args=(kit,), name=f"making {kit}", daemon=True).start()
            return begun

    def cancel(self, kit: str) -> None:
        """Stop at the next step; what was downloaded is kept."""
        if self._now is not None and self._now["kit"] == kit:
            self._cancelled.set()

    def _make(self, kit: str) -> None:
        from mlestone.engine.making.make import CannotInstall, Progress
        from mlestone.study.kits import install

        def tell(progress: Progress) -> None:
            if self._cancelled.is_set():
                raise _Cancelled
            self._now = {"kit": kit, "stage": progress.stage, "done": progress.done, "total": progress.total}
            self._hub.tell("kit", {**self._now, "message": ""})

        stage, message = "failed", f"Something of ours broke. {_KEPT}"
        try:
            install(kit, tell)
            stage, message = "done", ""
        except _Cancelled:
            stage, message = "cancelled", f"Cancelled. {_KEPT}"
        except CannotInstall as error:
            message = f"{error.sentence} {_KEPT}" if error.begun else error.sentence
        except MlestoneError as error:
            message = str(error)
        finally:
            self._now = None
            self._hub.tell("kit", {"kit": kit, "stage": stage, "done": 0, "total": 0, "message": message})
