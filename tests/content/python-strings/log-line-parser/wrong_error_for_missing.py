def day(line):
    return line.strip()[:10]


def level(line):
    return line.split()[1].upper()


def field(line, name):
    return [part for part in line.split() if part.startswith(name + "=")][0][len(name) + 1 :]


def amount(line, name, unit):
    return field(line, name).removesuffix(unit)
