# The rest is as in the author's answer.
def field(line, name):
    for part in line.lower().split():
        if part.startswith(name.lower() + "="):
            return part[len(name) + 1 :]
    return ""
