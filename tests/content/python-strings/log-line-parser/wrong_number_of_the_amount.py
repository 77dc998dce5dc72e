# The rest is as in the author's answer.
def amount(line, name, unit):
    value = field(line, name).removesuffix(unit)
    return int(value) if value.isdigit() else value
