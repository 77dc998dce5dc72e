"""What a process of ours says on standard error, kept for whoever asks why it ended: after the end of all of it too."""

from __future__ import annotations

import os
import tempfile
import threading

_KEPT = 2_000


class Log:
    """A file without a name. Thread-safe; what was last said is known after `close` too."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`
        self._lock = threading.Lock()
        self._last = ""

    def fileno(self) -> int:
        """For whoever starts the process."""
        return self._file.fileno()

    def read(self) -> str:
        """The end of what was said."""
        with self._lock:
            if not self._file.closed:
                # Not `seek` and `read`: the place in the file is shared with the process that writes.
                size = os.fstat(self._file.fileno()).st_size
                said = os.pread(self._file.fileno(), 4 * _KEPT, max(0, size - 4 * _KEPT))
                self._last = said.decode("utf-8", "replace").strip()[-_KEPT:]
            return self._last

    def close(self) -> None:
        self.read()
        with self._lock:
            self._file.close()
