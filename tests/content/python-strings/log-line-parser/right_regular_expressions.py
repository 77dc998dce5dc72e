import re


def day(line):
    return re.match(r"\s*([^T]*)T", line).group(1)


def level(line):
    return re.match(r"\s*\S+\s+(\S+)", line).group(1).upper()


def field(line, name):
    found = re.search(rf"\s{re.escape(name)}=(\S*)", line)
    return found.group(1) if found else ""


def amount(line, name, unit):
    return re.sub(re.escape(unit) + r"\Z", "", field(line, name))
