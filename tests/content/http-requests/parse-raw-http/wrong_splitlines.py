def _head(raw):
    head, gap, rest = raw.partition(b"\r\n\r\n")
    if not gap:
        return None
    first, *lines = head.decode("latin-1").splitlines()
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"no colon in {line!r}")
        name, value = name.lower(), value.strip(" \t")
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return first, headers, rest


def _chunks(raw):
    body = b""
    while True:
        line, gap, raw = raw.partition(b"\r\n")
        if not gap:
            return None
        digits = line.partition(b";")[0].strip(b" \t")
        if not digits or digits.strip(b"0123456789abcdefABCDEF"):
            raise ValueError(f"size of chunk {digits!r}")
        size = int(digits, 16)
        if size == 0:
            break
        if len(raw) < size + 2:
            return None
        body += raw[:size]
        if raw[size:size + 2] != b"\r\n":
            raise ValueError("no end of chunk")
        raw = raw[size + 2:]
    while True:
        line, gap, raw = raw.partition(b"\r\n")
        if not gap:
            return None
        if not line:
            return body, raw


def _body(headers, raw, otherwise):
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return _chunks(raw)
    if "content-length" in headers:
        length = headers["content-length"]
        if not length or length.strip("0123456789"):
            raise ValueError(f"Content-Length {length!r}")
        size = int(length)
        return (raw[:size], raw[size:]) if len(raw) >= size else None
    return otherwise


def read_request(raw: bytes) -> dict | None:
    read = _head(raw)
    if read is None:
        return None
    first, headers, rest = read
    method, target, _ = first.split(" ", 2)
    body = _body(headers, rest, (b"", rest))
    return body and {"method": method, "target": target, "headers": headers, "body": body[0], "rest": body[1]}


def _response(raw, closed):
    read = _head(raw)
    if read is None:
        return None
    first, headers, rest = read
    _, status, *reason = first.split(" ", 2)
    status = int(status)
    if status in (204, 304) or 100 <= status < 200:
        body = b"", rest
    else:
        body = _body(headers, rest, (rest, b"") if closed else None)
    return body and {"status": status, "reason": reason[0] if reason else "", "headers": headers, "body": body[0], "rest": body[1]}


def read_response(raw: bytes, closed: bool = False) -> dict | None:
    answer = _response(raw, closed)
    if answer is None and closed:
        raise ValueError("not complete")
    return answer


def text(message: dict) -> str:
    kind = message["headers"].get("content-type", "")
    charset = "utf-8"
    for part in kind.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            charset = value.strip().strip('"')
    return message["body"].decode(charset)
