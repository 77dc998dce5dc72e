# The rest is as in the author's answer.
def amount(line: str, name: str, unit: str) -> str:
    return field(line, name).removesuffix(unit).removesuffix(unit)
