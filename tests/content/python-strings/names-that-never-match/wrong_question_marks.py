# The rest is as in the author's answer.
def read(scanned):
    return scanned.decode("ascii", errors="replace")
