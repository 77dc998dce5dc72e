# The rest is as in the author's answer.
def _head(raw):
    head, gap, rest = raw.partition(b"\r\n\r\n")
    if not gap:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"no colon in {line!r}")
        name, value = name.lower(), value.strip()
        headers[name] = f"{headers[name]}, {value}" if name in headers else value
    return first, headers, rest
