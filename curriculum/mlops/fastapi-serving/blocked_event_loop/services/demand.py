"""The demand store of the checks: it keeps whoever asks waiting as long as the checks want it to.

GET /demand/ITEM is what the learner's service asks. What POST /set/ITEM says of an item holds from then on: its `daily`
demand, whether who asks is `held`, `broken` (status 500) or hung up on. GET /seen/ITEM: who has asked, who is held.
"""

import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ITEMS: dict[str, dict] = {}
SEEN: dict[str, dict[str, int]] = {}
CHANGED = threading.Condition()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        _, word, item = self.path.split("/", 2)
        if word == "seen":
            with CHANGED:
                return self.answer(200, SEEN.get(item, {"asked": 0, "held": 0}))
        with CHANGED:
            seen = SEEN.setdefault(item, {"asked": 0, "held": 0})
            seen["asked"] += 1
            seen["held"] += 1
            CHANGED.wait_for(lambda: not ITEMS.get(item, {}).get("held"), timeout=120)
            seen["held"] -= 1
            known = ITEMS.get(item)
        if known is None:
            return self.answer(404, {})
        if known.get("hangs_up"):
            self.close_connection = True
            return None
        return self.answer(500, {}) if known.get("broken") else self.answer(200, {"daily": known["daily"]})

    def do_POST(self) -> None:
        item = self.path.split("/", 2)[2]
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with CHANGED:
            ITEMS[item] = said
            CHANGED.notify_all()
        self.answer(200, {})

    def answer(self, status: int, value: dict) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Store(ThreadingHTTPServer):
    request_queue_size = 256
    daemon_threads = True


if __name__ == "__main__":
    Store(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
