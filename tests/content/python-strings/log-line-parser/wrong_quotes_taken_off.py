# The rest is as in the author's answer.
def field(line: str, name: str) -> str:
    tidy = " ".join(line.split()) + " "
    return tidy.partition(" " + name + "=")[2].partition(" ")[0].strip("\"'")
