import re
from email.message import Message

HEAD = re.compile(rb"(.*?)\r\n((?:.*?\r\n)*?)\r\n", re.DOTALL)


def parse(raw, response, closed):
    found = HEAD.match(raw)
    if not found:
        return None
    first = found[1].decode("latin1")
    headers = {}
    for line in found[2].decode("latin1").split("\r\n")[:-1]:
        if ":" not in line:
            raise ValueError("no colon")
        name, value = line.split(":", 1)
        headers.setdefault(name.lower(), []).append(value.strip(" \t"))
    headers = {name: ", ".join(values) for name, values in headers.items()}
    at = found.end()
    words = first.split(" ", 2)
    if response:
        message = {"status": int(words[1]), "reason": words[2]}
    else:
        message = {"method": words[0], "target": words[1]}
    message["headers"] = headers
    if response and re.match("1..|204|304", words[1]):
        return message | {"body": b"", "rest": raw[at:]}
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = bytearray()
        while (end := raw.find(b"\r\n", at)) >= 0:
            size = raw[at:end].split(b";")[0]
            at, size = end + 2, int(size, 16)
            if size == 0:
                while (end := raw.find(b"\r\n", at)) >= 0:
                    if end == at:
                        return message | {"body": bytes(body), "rest": raw[at + 2 :]}
                    at = end + 2
                return None
            if at + size + 2 > len(raw):
                return None
            body += raw[at : at + size]
            at += size + 2
        return None
    if "content-length" in headers:
        if not (headers["content-length"].isascii() and headers["content-length"].isdigit()):
            raise ValueError("no length")
        end = at + int(headers["content-length"])
        return None if end > len(raw) else message | {"body": raw[at:end], "rest": raw[end:]}
    if not response:
        return message | {"body": b"", "rest": raw[at:]}
    return message | {"body": raw[at:], "rest": b""} if closed else None


def read_request(raw):
    return parse(raw, False, False)


def read_response(raw, closed=False):
    got = parse(raw, True, closed)
    if got is None and closed:
        raise ValueError("closed too early")
    return got


def text(message):
    kind = Message()
    kind["content-type"] = message["headers"].get("content-type", "text/plain")
    return str(message["body"], kind.get_content_charset("utf-8"))
