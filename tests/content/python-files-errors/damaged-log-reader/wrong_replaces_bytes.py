# The rest is as in the author's answer.
def _lines(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return list(file)
