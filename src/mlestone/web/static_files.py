"""The built page: every address that is none of the API's is the page itself, which then looks at its address.

Files below `assets/` carry a hash in their names, so browsers may keep them for good.
"""

from __future__ import annotations

import mimetypes
import secrets
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from mlestone.web.answers import Packed, refusal
from mlestone.web.beginnings import Beginnings
from mlestone.web.security import content_policy

BUILT = Path(__file__).resolve().parent / "static"
_NONCE = "__STYLE_NONCE__"
_FOR_GOOD = {"Cache-Control": "public, max-age=31536000, immutable"}
_NOT_BUILT = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>MLestone</title></head><body>
<h1>The page has not been built</h1>
<p>MLestone runs, but its page is missing. In a checkout, with a network, <code>.venv/bin/python -m pip
install -e .</code> builds it; an installation is mended by installing MLestone again.</p></body></html>
"""
_TYPES = {".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".webmanifest": "application/json"}


class StaticFiles:
    """The built files, read once and kept packed."""

    def __init__(self, folder: Path = BUILT) -> None:
        self._folder = folder.resolve()
        self._kept: dict[tuple[Path, int], Packed] = {}

    def answer(self, request: Request, path: str) -> Response:
        file = self._file(path)
        if file is not None and file.name != "index.html":
            asset = path.startswith("assets/")
            return self._packed(file).answer(request, _FOR_GOOD if asset else None)
        if path.startswith("assets/"):  # of a build before this one: the page has to load anew
            return refusal(404, "unknown", "There is no such file; reload the page.")
        return self._page(request)

    def _page(self, request: Request) -> Response:
        index = self._folder / "index.html"
        if not index.is_file():
            return HTMLResponse(_NOT_BUILT, status_code=503)
        nonce = secrets.token_urlsafe(16)
        path, query = request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1")
        links = Beginnings.read(self._folder).links(path, query)
        text = index.read_text(encoding="utf-8").replace(_NONCE, nonce).replace("</head>", f"{links}</head>", 1)
        headers = {"Content-Security-Policy": content_policy(nonce), "Cache-Control": "no-store"}
        return Packed(text.encode(), "text/html").answer(request, headers)

    def _file(self, path: str) -> Path | None:
        """The file of that path; nothing outside the folder, and nothing hidden."""
        if not path or any(part.startswith(".") for part in path.split("/")) or "\0" in path:
            return None
        file = (self._folder / path).resolve()
        return file if file.is_relative_to(self._folder) and file.is_file() else None

    def _packed(self, file: Path) -> Packed:
        key = file, file.stat().st_mtime_ns
        if key not in self._kept:
            kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            self._kept[key] = Packed(file.read_bytes(), kind)
        return self._kept[key]
