# The rest is as in the author's answer.
def _lines(path):
    with open(path, "rb") as file:
        content = file.read()
    try:
        return content.decode().splitlines()
    except UnicodeDecodeError:
        return content.decode("cp1252").splitlines()
