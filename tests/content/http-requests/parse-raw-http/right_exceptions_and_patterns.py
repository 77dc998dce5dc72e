import io
import re


class Short(Exception):
    """There is not enough yet."""


def line(stream):
    got = stream.readline()
    while got and not got.endswith(b"\r\n"):
        more = stream.readline()
        if not more:
            raise Short
        got += more
    if not got:
        raise Short
    return got[:-2]


def take(stream, n):
    got = stream.read(n)
    if len(got) < n:
        raise Short
    return got


def head(stream):
    first = line(stream).decode("latin-1")
    pairs, bad = [], False
    while (got := line(stream).decode("latin-1")) != "":
        match = re.fullmatch(r"([^:]*):(.*)", got, re.S)
        if match is None:
            bad = True
            continue
        pairs.append((match[1].lower(), match[2].strip(" \t")))
    if bad:
        raise ValueError("a header without a colon")
    headers = {}
    for name, value in pairs:
        headers.setdefault(name, []).append(value)
    return first, {name: ", ".join(values) for name, values in headers.items()}


def body(stream, headers, otherwise):
    length = headers.get("content-length")
    if length is not None and not re.fullmatch("[0-9]+", length):
        raise ValueError("Content-Length: " + length)
    if headers.get("transfer-encoding", "").lower() == "chunked":
        pieces = []
        while True:
            match = re.fullmatch(rb"([0-9a-fA-F]+)(;.*)?", line(stream), re.S)
            if match is None:
                raise ValueError("no size of a chunk")
            size = int(match[1], 16)
            if size == 0:
                break
            pieces.append(take(stream, size))
            take(stream, 2)
        while line(stream):
            pass
        return b"".join(pieces)
    if length is not None:
        return take(stream, int(length))
    return otherwise()


def read_request(raw):
    stream = io.BytesIO(raw)
    try:
        first, headers = head(stream)
        content = body(stream, headers, bytes)
    except Short:
        return None
    method, target, version = first.split(" ")
    return dict(method=method, target=target, headers=headers, body=content, rest=stream.read())


def read_response(raw, closed=False):
    stream = io.BytesIO(raw)

    def until_closed():
        if not closed:
            raise Short
        return stream.read()

    try:
        first, headers = head(stream)
        match = re.fullmatch(r"\S+ ([0-9]{3}) ?(.*)", first)
        status = int(match[1])
        if status in (204, 304) or status // 100 == 1:
            content = b""
        else:
            content = body(stream, headers, until_closed)
    except Short:
        if closed:
            raise ValueError("broken off") from None
        return None
    return dict(status=status, reason=match[2], headers=headers, body=content, rest=stream.read())


def text(message):
    match = re.search(r';[ \t]*charset[ \t]*=[ \t]*"?([^";]+)"?', message["headers"].get("content-type", ""), re.I)
    return str(message["body"], match[1].strip() if match else "utf-8")
