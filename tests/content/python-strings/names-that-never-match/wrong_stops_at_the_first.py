import unicodedata


def read(scanned):
    return scanned.decode()


def folded(name):
    return name.strip().casefold()


def known(scanned, members):
    name = unicodedata.normalize('NFC', folded(read(scanned)))
    for member in members:
        return name == unicodedata.normalize("NFC", folded(member))
    return False
