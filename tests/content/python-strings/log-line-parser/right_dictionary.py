def day(line):
    return line.split("T")[0].strip()


def level(line):
    moment, level, *fields = line.split()
    return level.upper()


def field(line, name):
    fields = dict(part.split("=", 1) for part in line.split()[2:])
    return fields.get(name, "")


def amount(line, name, unit):
    value = field(line, name)
    if value.endswith(unit):
        return value[: -len(unit)]
    return value
