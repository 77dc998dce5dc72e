# The rest is as in the author's answer.
def field(line, name):
    return line.replace("\t", " ").partition(" " + name + "=")[2].split(" ")[0].partition("=")[0]
