# The rest is as in the author's answer.
def field(line, name):
    return [part for part in line.split() if part.startswith(name + "=")][0][len(name) + 1 :]
