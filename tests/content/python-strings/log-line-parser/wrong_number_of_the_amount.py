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
    value = field(line, name).removesuffix(unit)
    return int(value) if value.isdigit() else value
