# The rest is as in the author's answer.
def folded(name):
    return name.strip().lower().replace("ß", "ss").replace("ë", "e")
