"""Who may talk to the server: pages it served itself, and programs that know its token.

It listens on loopback, but every page of the web that is open in the same browser can reach that too, so:

- `Host` has to name this machine: a name of somebody else's that was made to point here is refused (DNS rebinding).
- Every request needs the token of this start: in a cookie that scripts cannot read and other sites' requests do not
  carry, or as `Authorization: Bearer`. `/?token=…` hands the cookie out and leads on to an address without it.
- A request that changes something has to come from a page of this server's (`Origin`), and whatever a browser marks as
  coming from another site or another port is refused (`Sec-Fetch-Site`).
- What is served may load nothing from elsewhere, be framed by nobody, and run no script but our files.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mlestone.web.answers import refusal

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
ENTRANCE = "/api/enter"
"""Where the development server of the page, which serves every other address itself, gets its cookie."""
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# Of those who ask without a token, only the reader of an address line needs more than a status.
_NO_TOKEN = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>MLestone</title></head><body>
<h1>This address needs its token</h1>
<p>MLestone answers only pages it opened itself. Use the address it printed when it started, the one that ends in
<code>?token=…</code>, or run <code>mlestone</code> again.</p></body></html>
"""

CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


def content_policy(nonce: str | None = None) -> str:
    """The policy as a header; the page's editor makes style sheets, which a nonce lets through."""
    rules = dict(CONTENT_POLICY)
    if nonce is not None:
        rules["style-src"] += f" 'nonce-{nonce}'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Guard:
    """ASGI middleware in front of everything."""

    def __init__(self, app: ASGIApp, *, token: str, hosts: Iterable[str] = LOOPBACK) -> None:
        self._app = app
        self._token = token
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # the server's own start and end; there are no web sockets
            await self._app(scope, receive, send)
            return
        answer = self._answer(scope)
        await (self._app if answer is None else answer)(scope, receive, _with_headers(send))

    def _answer(self, scope: Scope) -> Response | None:
        """What to say instead of passing the request on; `None` lets it pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _name_of(host) not in self._hosts:
            return refusal(403, "foreign", "MLestone answers to localhost and 127.0.0.1 only.")
        if self._offers_token(scope):
            return self._entrance(scope, host)
        if not self._is_known(scope, host):
            return self._stranger(scope)
        if not _comes_from_here(scope, headers, host):
            return refusal(403, "foreign", "This request did not come from a page of MLestone.")
        return None

    def _offers_token(self, scope: Scope) -> bool:
        if scope["method"] != "GET" or b"token=" not in scope["query_string"]:
            return False
        return scope["path"] == ENTRANCE or not scope["path"].startswith("/api")

    def _entrance(self, scope: Scope, host: str) -> Response:
        """The address with the token in it: give the cookie, and lead on to the address without."""
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if not any(name == "token" and self._is_token(value) for name, value in query):
            return self._stranger(scope)
        rest = urlencode([(name, value) for name, value in query if name != "token"])
        # A path that begins with two slashes would be another host's.
        path = "/" if scope["path"] == ENTRANCE else "/" + scope["path"].lstrip("/\\")
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), status_code=303)
        answer.set_cookie(_cookie_name(host), self._token, httponly=True, samesite="strict", path="/")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _is_known(self, scope: Scope, host: str) -> bool:
        headers = Headers(scope=scope)
        kind, _, told = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._is_token(told.strip())
        cookies = HTTPConnection(scope).cookies
        return self._is_token(cookies.get(_cookie_name(host), ""))

    def _is_token(self, told: str) -> bool:
        return hmac.compare_digest(told.encode(), self._token.encode())

    def _stranger(self, scope: Scope) -> Response:
        if scope["path"].startswith("/api") or scope["method"] not in _SAFE:
            return refusal(401, "token", "This needs the token that MLestone printed when it started.")
        return HTMLResponse(_NO_TOKEN, status_code=401, headers={"Cache-Control": "no-store"})


def _name_of(host: str) -> str:
    """The name in a Host header, without the port; nothing where it is none."""
    name, colon, port = host.rpartition(":")
    if not colon or host.endswith("]"):
        return host.lower()
    return name.lower() if port.isdecimal() else ""


def _cookie_name(host: str) -> str:
    """One for each port: a browser keeps the cookies of all servers of a machine in one jar."""
    _, colon, port = host.rpartition(":")
    return f"mlestone-{port}" if colon and port.isdecimal() else "mlestone"


def _comes_from_here(scope: Scope, headers: Headers, host: str) -> bool:
    """Whether a page of ours asks, or a program that is no browser."""
    site = headers.get("sec-fetch-site")
    origin = headers.get("origin")
    if origin is not None and not _is_same(origin, host):
        return False
    if scope["method"] in _SAFE:
        # A link in another page may lead to one of ours; its scripts and pictures may not, and nothing to the API.
        is_link = headers.get("sec-fetch-mode") == "navigate" and not scope["path"].startswith("/api")
        return site in (None, "same-origin", "none") or is_link
    if origin is None:  # every browser sends one with these; a program has the token in its hand
        return headers.get("authorization") is not None and site in (None, "none", "same-origin")
    return site in (None, "same-origin")


def _is_same(origin: str, host: str) -> bool:
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc.lower() == host.lower()


def _with_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Content-Security-Policy", content_policy())
            headers.setdefault("Cache-Control", "no-cache")
        await send(message)

    return send_with_headers
