"""A supplier of spare parts on a bad day: what goes wrong, and when, is told by the checks (`POST /script`).

Started with its port. Whoever sends the first script names a key; without it, nobody sees or changes a script.
"""

import json
import select
import socket
import sys
import threading
import time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

HELD = 12.0  # seconds a request goes unanswered, unless whoever asks hangs up


class Supplier:
    """Its catalogue, its orders, what shall go wrong, and what was asked."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.key = ""
        self.begin({"pages": [], "faults": {}, "number": 1})

    def begin(self, script: dict) -> None:
        self.pages: list[list[dict]] = script["pages"]
        self.faults: dict[str, list[dict]] = script["faults"]
        self.number: int = script["number"]
        self.orders: list[dict] = []
        self.asked: list[dict] = []

    def fault(self, what: str) -> dict:
        """What shall go wrong with this request; nothing, if it is empty. The last of a list goes on for ever if it says so."""
        left = self.faults.get(what, [])
        if not left:
            return {}
        return left[0] if left[0].get("always") else left.pop(0)


SUPPLIER = Supplier()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        query = parse_qs(url.query)
        if url.path == "/record":
            self._record()
        elif url.path == "/parts":
            self._parts(query.get("cursor", [""])[0])
        elif url.path == "/orders":
            self._lookup(query.get("reference", [""])[0])
        else:
            self._odd()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.path == "/script":
            self._script(json.loads(body))
        elif urlsplit(self.path).path == "/orders":
            self._order(body)
        else:
            self._odd()

    # ---- for the checks ---------------------------------------------------------------------------------

    def _is_check(self) -> bool:
        with SUPPLIER.lock:
            SUPPLIER.key = SUPPLIER.key or self.headers.get("X-Key", "")
            return SUPPLIER.key == self.headers.get("X-Key")

    def _script(self, script: dict) -> None:
        if not self._is_check():
            return self._odd()
        with SUPPLIER.lock:
            SUPPLIER.begin(script)
        self._answer(200, {})

    def _record(self) -> None:
        if not self._is_check():
            return self._odd()
        with SUPPLIER.lock:
            record = {"asked": list(SUPPLIER.asked), "orders": list(SUPPLIER.orders)}
        self._answer(200, record)

    # ---- for clients ------------------------------------------------------------------------------------

    def _parts(self, cursor: str) -> None:
        with SUPPLIER.lock:
            names = [_cursor(number) for number in range(len(SUPPLIER.pages))]
            if (cursor or names[0]) not in names:
                return self._odd()
            at = names.index(cursor or names[0])
            after = f"/parts?limit=50&cursor={names[at + 1]}" if at + 1 < len(names) else None
            page = {"items": SUPPLIER.pages[at], "next": after}
        self._go_on(f"page {at}", 200, page)

    def _lookup(self, reference: str) -> None:
        with SUPPLIER.lock:
            found = [order["order"] for order in SUPPLIER.orders if order["reference"] == reference]
        self._go_on("lookup", 200, {"orders": found}, about=reference)

    def _order(self, body: bytes) -> None:
        try:
            asked = json.loads(body)
            order = {name: asked[name] for name in ("reference", "part", "quantity")}
        except (ValueError, KeyError, TypeError):
            return self._answer(422, {"error": "an order is JSON with reference, part and quantity"})
        self._go_on("order", 201, None, order)

    def _go_on(self, what: str, status: int, body: dict | None, order: dict | None = None, about: str = "") -> None:
        """Answer, or let happen what shall go wrong."""
        with SUPPLIER.lock:
            fault = SUPPLIER.fault(what)
            seen = {"what": what, "at": time.time(), "fault": fault, "answered": None, "not_before": None, "held": False}
            seen |= {"about": about, "waited": None}
            SUPPLIER.asked.append(seen)
            number = len(SUPPLIER.asked)
            if order is not None and (not fault or fault.get("made")):
                body = {"order": SUPPLIER.number + 7 * len(SUPPLIER.orders)}
                SUPPLIER.orders.append(order | body)
        self.close_connection = True
        if fault.get("hang"):
            seen["waited"] = self._hold(number)
            seen["held"] = seen["waited"] >= HELD
        elif fault.get("drop"):
            self.connection.shutdown(socket.SHUT_RDWR)
        elif fault.get("cut"):
            self._answer(status, body, share=0.5)
        elif "status" in fault:
            headers = {}
            seen["answered"] = time.time()
            if "after" in fault:
                headers["Retry-After"], seen["not_before"] = str(fault["after"]), seen["answered"] + fault["after"]
            if "date" in fault:
                seen["not_before"] = int(seen["answered"]) + 1 + fault["date"]
                headers["Retry-After"] = formatdate(seen["not_before"], usegmt=True)
            self._answer(fault["status"], {"error": fault.get("error", "try again")}, headers)
        else:
            seen["answered"] = time.time()
            self._answer(status, body)

    def _hold(self, number: int) -> float:
        """Say nothing until whoever asked hangs up, or asks again; for how many seconds they waited."""
        begun = time.monotonic()
        while (waited := time.monotonic() - begun) < HELD:
            with SUPPLIER.lock:
                if len(SUPPLIER.asked) > number:
                    return waited
            if select.select([self.connection], [], [], 0.02)[0]:
                return waited  # nothing else comes here but the end
        return waited

    def _odd(self) -> None:
        with SUPPLIER.lock:
            SUPPLIER.asked.append({"what": f"{self.command} {self.path[:200]}", "fault": {}, "at": time.time()})
        self._answer(404, {"error": "there is nothing here"})

    def _answer(self, status: int, body: object, headers: dict | None = None, share: float = 1.0) -> None:
        content = json.dumps(body, ensure_ascii=False).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content[: int(len(content) * share)])

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""


def _cursor(number: int) -> str:
    return f"c{number * 7919 + 104729:x}"


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
