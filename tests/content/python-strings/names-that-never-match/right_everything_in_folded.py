import unicodedata


def read(scanned):
    return bytes(scanned).decode()


def folded(name):
    return unicodedata.normalize("NFKC", name.strip().casefold())


def known(scanned, members):
    name = folded(read(scanned))
    for member in members:
        if folded(member) == name:
            return True
    return False
