def day(line):
    return line.strip()[:10]


def level(line):
    return line.split()[1].upper()


def field(line, name):
    for part in line.lower().split():
        if part.startswith(name.lower() + "="):
            return part[len(name) + 1 :]
    return ""


def amount(line, name, unit):
    return field(line, name).removesuffix(unit)
