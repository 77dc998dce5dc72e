"""A Chromium for the checks: told what to do over HTTP, it does that in a page, by its own DevTools protocol.

Started with a port. `POST /` of {"token", "method", "params"} is one command; whoever comes first chooses the token.

    {"method": "new"}                            a page of its own, with nothing stored; forgets all events
    {"method": "events", "params": {"after": n}} what has happened since the first n events
    any other method                             a command of the protocol, for that page

Replies: {"result": …}, {"error": "…"} where the page could not do it, {"broken": "…"} where there is no browser.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# The programs themselves: the scripts in front of them read settings that do not concern us.
PROGRAMS = (
    "/usr/lib/chromium/chromium",
    "/usr/lib/chromium-browser/chromium-browser",
    "/usr/lib64/chromium-browser/chromium-browser",
    "/usr/lib64/chromium/chromium",
)
FLAGS = (
    "--headless", "--no-sandbox", "--no-zygote", "--disable-gpu", "--disable-dev-shm-usage", "--disable-breakpad",
    "--disable-extensions", "--disable-background-networking", "--disable-component-update", "--disable-default-apps",
    "--disable-sync", "--no-first-run", "--no-default-browser-check", "--no-service-autorun", "--mute-audio",
    "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows",
    "--password-store=basic", "--use-mock-keychain", "--metrics-recording-only", "--disable-hang-monitor",
    "--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication",
    "--remote-debugging-pipe", "about:blank",
)  # fmt: skip
STARTS, ANSWERS = 120, 40  # seconds


class Broken(Exception):
    """There is no browser to talk to."""


class Browser:
    """One Chromium, by the two pipes it was given."""

    def __init__(self) -> None:
        self._events: list[dict] = []
        self._replies: dict[int, dict] = {}
        self._last = 0
        self._changed = threading.Condition()
        self._dead = ""
        self._context = self._session = None
        self._to, self._from = self._started()
        threading.Thread(target=self._listen, daemon=True).start()

    def _started(self):
        program = next((name for name in PROGRAMS if os.path.exists(name)), shutil.which("chromium"))
        if program is None:
            raise Broken("there is no Chromium")
        (theirs_in, ours_out), (ours_in, theirs_out) = os.pipe(), os.pipe()

        def places() -> None:
            first, second = os.dup(theirs_in), os.dup(theirs_out)  # neither may lie in the other's place
            first, second = os.dup(first), os.dup(second)
            os.dup2(first, 3)
            os.dup2(second, 4)

        home = tempfile.mkdtemp()
        command = [program, f"--user-data-dir={home}", *FLAGS]
        environment = dict(os.environ, DBUS_SESSION_BUS_ADDRESS="disabled:", HOME=home)
        log = open(os.path.join(home, "log"), "wb")
        self._process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, preexec_fn=places, close_fds=False
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._log = log.name
        return os.fdopen(ours_out, "wb", buffering=0), os.fdopen(ours_in, "rb", buffering=0)

    def _listen(self) -> None:
        rest = b""
        while piece := self._from.read(1 << 16):
            *messages, rest = (rest + piece).split(b"\0")
            for message in messages:
                self._take(json.loads(message))
        with self._changed:
            self._dead = f"Chromium has ended with code {self._process.wait()}: {open(self._log, errors='replace').read()[-2000:]}"
            self._changed.notify_all()

    def _take(self, message) -> None:
        with self._changed:
            if "id" in message:
                self._replies[message["id"]] = message
            elif message.get("sessionId") == self._session:
                self._events.append({"method": message["method"], "params": message["params"]})
            self._changed.notify_all()
        if message.get("method") == "Page.javascriptDialogOpening":  # nobody is there to read it
            self._send("Page.handleJavaScriptDialog", {"accept": True}, message.get("sessionId"))

    def _send(self, method, params, session) -> int:
        with self._changed:
            self._last += 1
            number = self._last
            message = {"id": number, "method": method, "params": params}
            if session is not None:
                message["sessionId"] = session
            try:
                self._to.write(json.dumps(message).encode() + b"\0")
            except OSError:
                raise Broken(self._dead or "Chromium hears nothing") from None
        return number

    def ask(self, method, params, session=None, seconds=ANSWERS):
        number = self._send(method, params, session)
        with self._changed:
            self._changed.wait_for(lambda: number in self._replies or self._dead, seconds)
            if number in self._replies:
                return self._replies.pop(number)
        if self._dead or session is None:
            raise Broken(self._dead or f"Chromium does not answer {method}")
        return {"error": {"message": f"the page did not answer within {seconds} seconds"}}

    def do(self, method, params):
        if method == "new":
            return self._new()
        if method == "events":
            with self._changed:
                return {"result": self._events[params["after"] :]}
        if self._session is None:
            return {"error": {"message": "there is no page"}}
        return self.ask(method, params, self._session)

    def _new(self):
        if self._context is not None:
            self.ask("Target.disposeBrowserContext", {"browserContextId": self._context})
        context = self.ask("Target.createBrowserContext", {}, seconds=STARTS)["result"]["browserContextId"]
        made = {"url": "about:blank", "browserContextId": context, "width": 1000, "height": 900}
        target = self.ask("Target.createTarget", made)["result"]["targetId"]
        attached = self.ask("Target.attachToTarget", {"targetId": target, "flatten": True})["result"]
        with self._changed:
            self._context, self._session, self._events = context, attached["sessionId"], []
        for domain in ("Page", "Runtime"):
            self.ask(f"{domain}.enable", {}, self._session)
        return self.ask("Emulation.setFocusEmulationEnabled", {"enabled": True}, self._session)


class Handler(BaseHTTPRequestHandler):
    token = None
    browser = None
    lock = threading.Lock()

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        body = json.dumps(self._reply(asked)).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _reply(self, asked):
        with Handler.lock:
            Handler.token = Handler.token or asked["token"]
            if asked["token"] != Handler.token:
                return {"broken": "another one has the browser"}
            try:
                if Handler.browser is None:
                    Handler.browser = Browser()
                reply = Handler.browser.do(asked["method"], asked.get("params", {}))
            except (Broken, OSError, KeyError) as error:
                return {"broken": f"{type(error).__name__}: {error}"}
        if "error" in reply:
            return {"error": reply["error"]["message"]}
        return {"result": reply["result"]}

    def log_message(self, *_: object) -> None:
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
