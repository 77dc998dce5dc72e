import unicodedata


def read(scanned):
    return scanned.decode("ascii", errors="replace")


def folded(name):
    return name.strip().casefold()


def known(scanned, members):
    name = unicodedata.normalize('NFC', folded(read(scanned)))
    found = False
    for member in members:
        found = found or name == unicodedata.normalize('NFC', folded(member))
    return found
