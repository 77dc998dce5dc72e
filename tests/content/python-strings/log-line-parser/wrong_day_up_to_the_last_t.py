# The rest is as in the author's answer.
def day(line: str) -> str:
    return line.split()[0].rpartition("T")[0]
