r'''Requests and responses from raw bytes

What comes over a connection is bytes, in pieces of any size. Write three functions that read them.

`read_request(raw)` and `read_response(raw, closed=False)` get all that has come so far, and return `None` while the message
is not complete. Otherwise they return a dict with

- of a request `"method"` and `"target"`, of a response `"status"`, an `int`, and `"reason"`, which may be empty and may hold
  spaces: the parts of the first line, which are set apart by single spaces, as in `GET /parts HTTP/1.1` and
  `HTTP/1.1 404 Not Found`;
- `"headers"`, a dict of names in lower case to values without spaces and tabs at their ends. Values of names that come more
  than once are joined by `", "`, in their order;
- `"body"`, `bytes`, and `"rest"`, the bytes after the message: of the next one, or `b""`.

The head (first line and headers) is in Latin-1, its lines end with `\r\n`, and an empty line ends it. How long the body is:

- A response with status 204, 304 or from 100 to 199 has none, whatever its headers say.
- With `Transfer-Encoding: chunked` (the value in any case) it comes in chunks, even if there is a `Content-Length` too. A chunk is its
  size in hexadecimal digits, perhaps a `;` with something to ignore up to the end of the line, `\r\n`, as many bytes, `\r\n`. One of
  size 0 is the last: after its first line come any number of lines to ignore, and an empty one.
- With `Content-Length` it has as many bytes.
- Otherwise a request has no body, and that of a response is all that comes until the connection is closed.

`closed=True` says that nothing more will come: a response that is not complete then raises `ValueError`. So do, in both functions, as
soon as the head or the line of the chunk is complete: a header without a colon, a `Content-Length` of anything but the digits 0 to 9,
a size of a chunk of anything but hexadecimal digits (0 to 9 and a to f, in either case).

`text(message)` returns the body of such a dict as a `str`, decoded with the `charset` that `content-type` names, in any case and
perhaps in double quotes, and as UTF-8 where it names none.

```python
raw = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xe2\x82\xacHTTP"
read_response(raw[:-6])    # None
read_response(raw)         # {"status": 200, "reason": "OK", "headers": {"content-length": "3"}, "body": b"\xe2\x82\xac", "rest": b"HTTP"}
text(read_response(raw))   # "€"
```
'''

import http.client
import io
import re

from mlestone.proving import answer, check, expect, helper, hints, mistake

hints(
    "Which parts of a message count bytes, which count lines, and at which of them may the last piece have been cut off?",
    "`bytes.partition` cuts off the head, and the body stays bytes to the end. A function of its own for chunks gives back the body "
    "and what is after it.",
    "In a chunk, look for the end of the line of its size, then skip exactly as many bytes; never look for line ends inside. "
    "Before anything is cut out, ask whether there is enough of it.",
)


@helper
def _head(raw):
    """The first line, the headers, and what is after the head; None while the head is not complete."""
    head, end, rest = raw.partition(b"\r\n\r\n")
    if not end:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"a header without a colon: {line!r}")
        name, value = name.lower(), value.strip(" \t")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return first, headers, rest


@helper
def _chunks(raw):
    """The body and what is after it; None while the last chunk is not complete."""
    body = b""
    while True:
        line, end, raw = raw.partition(b"\r\n")
        if not end:
            return None
        size = line.partition(b";")[0]
        if not re.fullmatch(rb"[0-9a-fA-F]+", size):
            raise ValueError(f"no size of a chunk: {line!r}")
        size = int(size, 16)
        if size == 0:
            break
        body, raw = body + raw[:size], raw[size + 2 :]  # of a chunk that is cut off, no line is left for the next one
    while line:
        line, end, raw = raw.partition(b"\r\n")
        if not end:
            return None
    return body, raw


@helper
def _body(headers, raw):
    """The body and what is after it, as the headers tell; None while it is not complete, or if they tell nothing."""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _chunks(raw)
    length = headers["content-length"]
    if not re.fullmatch("[0-9]+", length):
        raise ValueError(f"no length: {length!r}")
    if len(raw) < int(length):
        return None
    return raw[: int(length)], raw[int(length) :]


@answer
def read_request(raw: bytes) -> dict | None:
    """Return the parts of the request at the start of `raw`; None while it is not complete."""
    parts = _head(raw)
    if parts is None:
        return None
    first, headers, raw = parts
    method, target, _ = first.split(" ")
    found = b"", raw
    if "transfer-encoding" in headers or "content-length" in headers:
        found = _body(headers, raw)
    if found is None:
        return None
    return {"method": method, "target": target, "headers": headers, "body": found[0], "rest": found[1]}


@answer
def read_response(raw: bytes, closed: bool = False) -> dict | None:
    """Return the parts of the response at the start of `raw`; None while it is not complete."""
    parts = _head(raw)
    found = None
    if parts is not None:
        first, headers, raw = parts
        _, status, reason = first.split(" ", 2)
        if status in ("204", "304") or status.startswith("1"):
            found = b"", raw
        elif "transfer-encoding" in headers or "content-length" in headers:
            found = _body(headers, raw)
        elif closed:
            found = raw, b""
    if found is None:
        if closed:
            raise ValueError("the connection was closed in the middle of a response")
        return None
    return {"status": int(status), "reason": reason, "headers": headers, "body": found[0], "rest": found[1]}


@answer
def text(message: dict) -> str:
    """Return the body of a message that was read, decoded."""
    named = re.search(r'charset="?([^";\s]+)', message["headers"].get("content-type", ""), re.IGNORECASE)
    return message["body"].decode(named.group(1) if named else "utf-8")


@mistake(
    read_response,
    "The body is cut by characters: what comes is decoded before it is taken apart. `Content-Length` and the sizes of chunks count "
    "bytes, and one character may take four of them.",
)
def counts_characters(raw, closed=False):
    head, end, rest = raw.decode("utf-8", "replace").partition("\r\n\r\n")
    found = _head(raw)
    if not end or not {"content-length", "transfer-encoding"} & set(found[1]):
        return read_response(raw, closed)
    _, status, reason = found[0].split(" ", 2)
    message = {"status": int(status), "reason": reason, "headers": found[1]}
    if "transfer-encoding" not in found[1]:
        length = int(found[1]["content-length"])
        if len(rest) < length:
            return _none_or_closed(closed)
        return message | {"body": rest[:length].encode(), "rest": rest[length:].encode()}
    body = ""
    while rest:
        line, _, rest = rest.partition("\r\n")
        size = int(line.partition(";")[0], 16)
        if size == 0:
            return message | {"body": body.encode(), "rest": rest[2:].encode()}
        body, rest = body + rest[:size], rest[size + 2 :]
    return _none_or_closed(closed)


@mistake(
    read_response,
    "Each chunk is decoded by itself, and a character that is cut in two by the end of a chunk is lost. When are all of its bytes "
    "there?",
)
def decodes_every_chunk(raw, closed=False):
    found = read_response(raw, closed)
    if found is None or found["headers"].get("transfer-encoding", "").lower() != "chunked":
        return found
    return found | {"body": "".join(chunk.decode("utf-8", "ignore") for chunk in _pieces(raw)).encode()}


@mistake(
    read_response,
    "Where a response has both, `Content-Length` is believed and the chunks are taken for a body. Which of the two counts?",
)
def believes_the_length(raw, closed=False):
    parts = _head(raw)
    if parts is None or not {"content-length", "transfer-encoding"} <= set(parts[1]):
        return read_response(raw, closed)
    found = read_response(re.sub(rb"(?i)\r\ntransfer-encoding:[^\r]*", b"", raw), closed)
    return found and found | {"headers": parts[1]}


@mistake(
    read_response,
    "A response that broke off is still waited for, although nothing more will come. Whoever reads it would wait for ever.",
)
def waits_after_the_end(raw, closed=False):
    try:
        return read_response(raw, closed)
    except ValueError:
        return read_response(raw)


@mistake(
    read_response,
    "What has come of the body is returned as if it were all of it: a program that reads faster than the network delivers works with "
    "half a body.",
)
def returns_half_a_body(raw, closed=False):
    parts = _head(raw)
    if parts is None or "content-length" not in parts[1] or "transfer-encoding" in parts[1]:
        return read_response(raw, closed)
    _, status, reason = parts[0].split(" ", 2)
    length = int(parts[1]["content-length"])
    return {"status": int(status), "reason": reason, "headers": parts[1], "body": parts[2][:length], "rest": parts[2][length:]}


@mistake(
    read_response,
    "A chunk is taken to end at the next line end, and what is in a chunk may hold line ends. What says where it ends?",
)
def cuts_chunks_at_line_ends(raw, closed=False):
    found = read_response(raw, closed)
    if found is None or found["headers"].get("transfer-encoding", "").lower() != "chunked":
        return found
    lines = _head(raw)[2].split(b"\r\n")
    return found | {"body": b"".join(lines[1 : lines.index(b"0") if b"0" in lines else None : 2])}


@mistake(read_response, "The size of a chunk is read as a decimal number. `10` are sixteen bytes, and `1a` is a number, too.")
def reads_sizes_as_decimals(raw, closed=False):
    parts = _head(raw)
    if parts is None or parts[1].get("transfer-encoding", "").lower() != "chunked":
        return read_response(raw, closed)
    _, status, reason = parts[0].split(" ", 2)
    body, rest = b"", parts[2]
    while rest:
        line, _, rest = rest.partition(b"\r\n")
        size = int(line.partition(b";")[0])
        if size == 0:
            return {"status": int(status), "reason": reason, "headers": parts[1], "body": body, "rest": rest[2:]}
        body, rest = body + rest[:size], rest[size + 2 :]
    return _none_or_closed(closed)


@mistake(
    read_response,
    "Names of headers are looked up as they are usually written, and whoever writes `content-length` means the same. Their case does "
    "not count.",
)
def looks_for_one_spelling(raw, closed=False):
    parts = _head(raw)
    if parts is None or any(name in raw for name in (b"Content-Length:", b"Transfer-Encoding:")):
        return read_response(raw, closed)
    first, headers, rest = parts
    if not closed:
        return None
    _, status, reason = first.split(" ", 2)
    return {"status": int(status), "reason": reason, "headers": headers, "body": rest, "rest": b""}


@mistake(
    read_response,
    "A response to which nothing belongs after its head is waited for, since its headers speak of a body. Which statuses have none?",
)
def waits_for_a_body_that_never_comes(raw, closed=False):
    parts = _head(raw)
    if parts is None or parts[0].split(" ")[1] == "200":
        return read_response(raw, closed)
    return read_response(re.sub(rb"^HTTP/1.1 (1\d\d|204|304)", b"HTTP/1.1 200", raw), closed) and read_response(raw, closed)


@mistake(
    read_response,
    "The connection was closed before all of the body was there, and what came is taken for a response. Half a file is worse than none.",
)
def takes_what_there_is(raw, closed=False):
    try:
        return read_response(raw, closed)
    except ValueError:
        parts = _head(raw)
        if parts is None:
            raise
        _, status, reason = parts[0].split(" ", 2)
        return {"status": int(status), "reason": reason, "headers": parts[1], "body": parts[2], "rest": b""}


@mistake(
    read_request,
    "The value of a header is cut at every colon, and an address with a port or a time has some of its own.",
)
def cuts_at_every_colon(raw):
    found = read_request(raw)
    return found and found | {"headers": {name: value.split(":")[0] for name, value in found["headers"].items()}}


@mistake(
    read_request,
    "Of a header that comes twice, the last one alone is kept. What does a dict do with a key it has already?",
)
def keeps_the_last_one(raw):
    found = read_request(raw)
    return found and found | {"headers": {name: value.split(", ")[-1] for name, value in found["headers"].items()}}


@mistake(read_request, "All that comes is taken for the body, and the next request is in it. Where does the body end?")
def swallows_the_next_one(raw):
    found = read_request(raw)
    return found and found | {"body": found["body"] + found["rest"], "rest": b""}


@mistake(read_request, "`int` takes more for a number than digits: signs, spaces, underscores.")
def trusts_int(raw):
    return read_request(re.sub(rb"(?i)(content-length: *)[-+]?(\d)_?", rb"\1\2", raw))


@mistake(
    read_response,
    "The head is cut with `splitlines`, or at other line ends than its own: to it, U+0085 ends a line, too, and that is one of the two "
    "bytes of an `Å` in UTF-8.",
)
def cuts_lines_at_every_end(raw, closed=False):
    head, end, _ = raw.partition(b"\r\n\r\n")
    if end and any(":" not in line for line in head.decode("latin-1").splitlines()[1:]):
        raise ValueError("a header without a colon")
    return read_response(raw, closed)


@mistake(
    read_response,
    "`strip()` takes more from the ends of a value than spaces and tabs: to it, U+00A0 is white, too, and that is one of the two bytes of an "
    "`à` in UTF-8.",
)
def strips_more_than_spaces(raw, closed=False):
    found = read_response(raw, closed)
    return found and found | {"headers": {name: value.strip() for name, value in found["headers"].items()}}


@mistake(text, "The body is always decoded as UTF-8, whatever its `charset` says.")
def always_utf_8(message):
    return message["body"].decode("utf-8", "replace")


@mistake(text, "The quotes round the name of a charset are taken for a part of it, or its name is looked for in one case alone.")
def takes_the_quotes_along(message):
    kind = message["headers"].get("content-type", "")
    return message["body"].decode(kind.partition("charset=")[2] or "utf-8")


@check("reads a request that has come whole, with its headers in lower case")
def whole_request(learner, rng):
    port = rng.integers(1024, 9999)
    body = _words(rng)
    head = [f"POST /orders/{port}?dry=1 HTTP/1.1", f"Host: parts.example:{port}", f"content-LENGTH:   {len(body)}  ", "X-Empty:"]
    for raw in (_joined(head) + body, _joined([f"GET /parts?limit={port} HTTP/1.1", f"HOST:\tlocalhost:{port}\t"])):
        expect(learner.read_request(raw)).equals(read_request(raw))


@check("reads a response as http.client does", sizes=(1, 2, 3, 4))
def as_the_library(learner, rng, size):
    body = _words(rng)
    kind = ("Content-Length: %d" % len(body), "transfer-encoding: Chunked", "tRANSFER-eNCODING: chunked", "content-length:%d" % len(body))
    status = ("200 OK", "404 Not Found", "201 ", "500 Internal Server Error")[size - 1]
    content = _chunked(rng, body) if size in (2, 3) else body
    raw = _joined([f"HTTP/1.1 {status}", f"X-Run: {rng.integers(1000)}", kind[size - 1]]) + content
    known = http.client.HTTPResponse(_Wire(raw))
    known.begin()
    found = learner.read_response(raw)
    expect(found).equals(
        {
            "status": known.status,
            "reason": known.reason,
            "headers": {name.lower(): value for name, value in known.getheaders()},
            "body": known.read(),
            "rest": b"",
        }
    )


@check("counts bytes, and joins chunks before anything is decoded")
def bytes_first(learner, rng):
    body = "".join(rng.choice(list("Düsenöl €5 螺丝🔩 naïve"), size=12)).encode() + "🔩".encode()
    for length in (1, 2, 3):
        chunks = [body[at : at + length] for at in range(0, len(body), length)]
        raw = _joined(["HTTP/1.1 200 OK", "Transfer-Encoding: chunked"]) + _as_chunks(chunks)
        expect(learner.read_response(raw)).equals(read_response(raw))
    raw = _joined(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}"]) + body + body
    expect(learner.read_response(raw)).equals(read_response(raw))


@check("waits until all is there, wherever the last piece was cut off")
def every_prefix(learner, rng):
    body = _words(rng)
    ways = (
        _joined(["HTTP/1.1 200 OK", f"Content-Length: {len(body)}"]) + body,
        _joined(["HTTP/1.1 200 OK", "Transfer-Encoding: chunked"]) + _chunked(rng, body, trailer=True),
    )
    for raw in ways:
        tail = len(raw) - raw.index(b"\r\n\r\n") - 4
        cuts = {1, 12, len(raw) - tail - 1, len(raw) - tail, *range(len(raw) - 12, len(raw)), *rng.integers(1, len(raw), size=10).tolist()}
        for cut in sorted(cuts):
            expect(learner.read_response(raw[:cut])).equals(read_response(raw[:cut]))
        expect(learner.read_response(raw)).equals(read_response(raw))
    raw = _joined(["PUT /orders/7 HTTP/1.1", f"Content-Length: {len(body)}"]) + body
    for cut in (3, 40, len(raw) - 1, len(raw)):
        expect(learner.read_request(raw[:cut])).equals(read_request(raw[:cut]))


@check("finds the end of chunks that hold line ends, zeros and sizes, and ignores what may be ignored")
def wild_chunks(learner, rng):
    pieces = [b"line\r\n\r\n0\r\n\r\n", b"5\r\nhello\r\n", bytes(rng.integers(0, 256, size=int(rng.integers(27, 60))).astype("uint8")), b"\r\n"]
    pieces = [pieces[at] for at in rng.permutation(4)]
    content = b"".join(b"%X;name=%d;q=\"a\"\r\n%s\r\n" % (len(piece), at, piece) for at, piece in enumerate(pieces))
    raw = _joined(["HTTP/1.1 200 OK", "Content-Length: 5", "Transfer-Encoding: CHUNKED"]) + content
    for end in (b"0\r\n\r\n", b"000\r\nChecksum: 1:2\r\nno colon here\r\n\r\nHTTP/1.1 200 OK\r\n"):
        expect(learner.read_response(raw + end)).equals(read_response(raw + end))
    request = _joined(["POST /logs HTTP/1.1", "Transfer-Encoding: chunked"]) + content + b"0;last\r\n\r\n"
    expect(learner.read_request(request)).equals(read_request(request))


@check("leaves the next message in the rest, and joins headers that come twice")
def one_after_the_other(learner, rng):
    body = _words(rng)
    head = ["POST /a HTTP/1.1", "Accept: text/html", f"Content-Length: {len(body)}", "X-Date: 12:30:00", "ACCEPT: a:b", "accept:c"]
    second = _joined(["GET /b HTTP/1.1", f"X: {rng.integers(99)}", "Content-Length: 0"])
    raw = _joined(head) + body + second + second
    expect(learner.read_request(raw)).equals(read_request(raw))
    expect(learner.read_request(second + raw)).equals(read_request(second + raw))
    answers = _joined(["HTTP/1.1 103 Early Hints", "Link: </a.css>", "Link: </b.css>"]) + _joined(["HTTP/1.1 200 OK", "Content-Length: 1"]) + b"x"
    expect(learner.read_response(answers)).equals(read_response(answers))


@check("knows which responses have no body, and which end with the connection")
def without_a_length(learner, rng):
    body = _words(rng)
    for line in ("204 No Content", "304 Not Modified", "199 "):
        for claim in (f"Content-Length: {len(body)}", "Transfer-Encoding: chunked"):
            raw = _joined([f"HTTP/1.1 {line}", claim, 'ETag: "a1"'])
            for closed in (False, True):
                expect(learner.read_response(raw, closed)).equals(read_response(raw, closed))
    raw = _joined(["HTTP/1.1 203 Non-Authoritative Information", "Server: x"]) + body
    for end in (len(raw) - len(body), len(raw)):
        expect(learner.read_response(raw[:end])).equals(None)
        expect(learner.read_response(raw[:end], closed=True)).equals(read_response(raw[:end], closed=True))
    raw = _joined(["DELETE /orders/1 HTTP/1.1"]) + raw
    expect(learner.read_request(raw)).equals(read_request(raw))


@check("refuses what broke off, and what is no HTTP")
def refuses(learner, rng):
    body = _words(rng)
    cut = _joined(["HTTP/1.1 200 OK", f"Content-Length: {len(body) + 1}"]) + body
    chunked = _joined(["HTTP/1.1 200 OK", "Transfer-Encoding: chunked"])
    content = _chunked(rng, body)
    for raw in (cut, chunked + content[:-2], chunked + content[: len(content) // 2], cut[:20], b""):
        expect(learner.read_response(raw)).equals(None)
        expect.raises(ValueError, lambda: learner.read_response(raw, closed=True))
    expect(learner.read_response(chunked + content, closed=True)).equals(read_response(chunked + content))
    for length in ("+5", "-5", "1_0", "five", "0x5", "", "5 5"):
        raw = _joined(["GET / HTTP/1.1", f"Content-Length: {length}"]) + b"0123456789"
        expect.raises(ValueError, lambda: learner.read_request(raw))
    for size in (b"g", b"0x5", b"+5", b"-1", b"", b"1_0"):
        raw = chunked + size + b"\r\n0123456789\r\n0\r\n\r\n"
        expect.raises(ValueError, lambda: learner.read_response(raw))
    for read, first in (("read_request", "GET / HTTP/1.1"), ("read_response", "HTTP/1.1 204 No Content")):
        expect.raises(ValueError, lambda: getattr(learner, read)(_joined([first, "Host example", "A: b"])))


@check("decodes the body with the charset that is named, and the head as Latin-1")
def decoded(learner, rng):
    words = "".join(rng.choice(list("Düsenölnaïveçå"), size=10)) + "é"
    utf8 = f"Åse {rng.integers(100)}, voilà".encode().decode("latin-1")  # as it comes from somebody who writes UTF-8 into a head
    kinds = {
        "text/plain; charset=ISO-8859-1": "latin-1",
        'text/html; Charset="utf-16"': "utf-16",
        "text/csv;header=present;CHARSET=latin-1;x=1": "latin-1",
        "text/plain; charset=UTF-8": "utf-8",
        "application/json": "utf-8",
        None: "utf-8",
    }
    for kind, encoding in kinds.items():
        body = words.encode(encoding)
        head = ["HTTP/1.1 200 Schön", f"X-Name: {words}", f"X-Note: {utf8}", f"Content-Length: {len(body)}"]
        raw = _joined(head + ([f"Content-Type: {kind}"] if kind else [])) + body
        found = learner.read_response(raw)
        expect(found).equals(read_response(raw))
        expect(learner.text(found)).equals(words)


def _none_or_closed(closed):
    if closed:
        raise ValueError("the connection was closed")


def _words(rng):
    """A body of some bytes, more than nine and more than a line."""
    return "\n".join(rng.choice(["nozzle", "belt", "washer, 3 mm", "Düse"], size=int(rng.integers(4, 8)))).encode()


def _joined(lines):
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1")


def _chunked(rng, body, trailer=False):
    """The body in chunks: one of more than nine bytes, and others."""
    cut = int(rng.integers(10, 26))
    chunks = [body[:cut], body[cut : cut + 3], body[cut + 3 :]]
    return _as_chunks([chunk for chunk in chunks if chunk], trailer)


def _as_chunks(chunks, trailer=False):
    end = b"0\r\nX-Sum: 12\r\n\r\n" if trailer else b"0\r\n\r\n"
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


def _pieces(raw):
    """The chunks of a response, one by one."""
    raw = _head(raw)[2]
    while True:
        line, _, raw = raw.partition(b"\r\n")
        size = int(line.partition(b";")[0], 16)
        if size == 0:
            return
        yield raw[:size]
        raw = raw[size + 2 :]


class _Wire:
    """What http.client reads from."""

    def __init__(self, raw):
        self._raw = raw

    def makefile(self, *_, **__):
        return io.BytesIO(self._raw)
