# The rest is as in the author's answer.
def field(line, name):
    for part in line.split():
        if part.rpartition("=")[0] == name:
            return part.rpartition("=")[2]
    return ""
