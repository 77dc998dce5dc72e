# The rest is as in the author's answer.
def amount(line, name, unit):
    value = field(line, name)
    return value.partition(unit)[0] if unit in value else value
