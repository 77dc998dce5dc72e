import io
import string


class Short(Exception):
    pass


def line(wire):
    got = wire.readline()
    while got and not got.endswith(b"\r\n"):
        more = wire.readline()
        if not more:
            raise Short
        got += more
    if not got:
        raise Short
    return got[:-2]


def exactly(wire, size):
    got = wire.read(size)
    if len(got) < size:
        raise Short
    return got


def start(raw):
    if b"\r\n\r\n" not in raw:
        raise Short
    wire = io.BytesIO(raw)
    first = line(wire).decode("iso-8859-1")
    headers = {}
    while each := line(wire).decode("iso-8859-1"):
        at = each.index(":")
        name = each[:at].casefold()
        value = each[at + 1 :].strip(" \t")
        if name in headers:
            value = headers[name] + ", " + value
        headers[name] = value
    return wire, first, headers


def content(wire, headers):
    """The body, or None if there is no length."""
    if headers.get("transfer-encoding", "").upper() == "CHUNKED":
        body = []
        while True:
            size = line(wire).split(b";")[0].decode("ascii").strip()
            if not size or set(size) - set(string.hexdigits):
                raise ValueError(size)
            if int(size, 16) == 0:
                while line(wire):
                    pass
                return b"".join(body)
            body.append(exactly(wire, int(size, 16)))
            if line(wire):
                raise ValueError("a chunk that does not end")
    if "content-length" in headers:
        length = headers["content-length"]
        if not length or set(length) - set(string.digits):
            raise ValueError(length)
        return exactly(wire, int(length))
    return None


def read_request(raw: bytes) -> dict | None:
    try:
        wire, first, headers = start(raw)
        body = content(wire, headers)
    except Short:
        return None
    method, target, _ = first.split(" ")
    return dict(method=method, target=target, headers=headers, body=body or b"", rest=wire.read())


def read_response(raw: bytes, closed: bool = False) -> dict | None:
    try:
        wire, first, headers = start(raw)
        status = int(first.split(" ")[1])
        if status in (204, 304) or 100 <= status < 200:
            body = b""
        else:
            body = content(wire, headers)
            if body is None:
                if not closed:
                    raise Short
                body = wire.read()
    except Short:
        if closed:
            raise ValueError("it broke off") from None
        return None
    return dict(status=status, reason=" ".join(first.split(" ")[2:]), headers=headers, body=body, rest=wire.read())


def text(message: dict) -> str:
    for part in message["headers"].get("content-type", "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return message["body"].decode(value.strip().strip('"'))
    return message["body"].decode()
