def day(line):
    return line.strip()[:10]


def level(line):
    return line.split()[1].upper()


def field(line, name):
    for part in line.split():
        if part.rpartition("=")[0] == name:
            return part.rpartition("=")[2]
    return ""


def amount(line, name, unit):
    return field(line, name).removesuffix(unit)
