"""How far towns are away. Some of them are trouble: SLOW takes its time, GATE waits until it is opened, LOST is unknown."""

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

_lock = threading.Lock()
_gate = threading.Event()
_waiting = 0


class Roads(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if parts.path == "/waiting":
            return self._answer(200, {"waiting": _waiting})
        if parts.path == "/open":
            _gate.set()
            return self._answer(200, {})
        if parts.path == "/close":
            _gate.clear()
            return self._answer(200, {})
        town = parse_qs(parts.query).get("to", [""])[0]
        if town.startswith("SLOW"):
            time.sleep(0.4)
        if town.startswith("GATE"):
            _wait()
        if town.startswith("LOST"):
            return self._answer(500, {"error": "no such road"})
        return self._answer(200, {"km": 5 + sum(town.encode()) % 300})

    def _answer(self, status: int, body: object) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


def _wait() -> None:
    global _waiting
    with _lock:
        _waiting += 1
    _gate.wait(60)
    with _lock:
        _waiting -= 1


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Roads).serve_forever()
