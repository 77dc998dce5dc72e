# The rest is as in the author's answer.
def folded(name):
    return " ".join(name.split()).casefold()
