def day(line):
    return line.strip()[:10]


def level(line):
    return line.split()[1].upper()


def field(line, name):
    return line.replace("\t", " ").partition(" " + name + "=")[2].split(" ")[0].partition("=")[0]


def amount(line, name, unit):
    return field(line, name).removesuffix(unit)
