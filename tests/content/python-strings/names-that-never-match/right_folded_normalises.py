import unicodedata


def read(scanned):
    return bytes.decode(scanned)


def folded(name):
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())


def known(scanned, members):
    name = folded(read(scanned))
    return any(name == folded(member) for member in members)
