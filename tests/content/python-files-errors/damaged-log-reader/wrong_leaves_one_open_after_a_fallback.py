# The rest is as in the author's answer.
def _lines(path):
    file = open(path, encoding="utf-8")
    try:
        lines = file.readlines()
        file.close()
        return lines
    except UnicodeDecodeError:
        with open(path, encoding="cp1252") as again:
            return again.readlines()
