def day(line):
    return line.strip()[:10]


def level(line):
    return line.split()[1].upper()


def field(line, name):
    for part in line.split():
        if part.startswith(name + "="):
            return part[len(name) + 1 :]
    return ""


def amount(line, name, unit):
    value = field(line, name)
    return value.partition(unit)[0] if unit in value else value
