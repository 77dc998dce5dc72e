import codecs
import unicodedata


def read(scanned):
    return codecs.decode(scanned, "utf8")


def folded(name):
    return name.upper().strip().casefold()


def known(scanned, members):
    name = unicodedata.normalize("NFC", folded(read(scanned)))
    for member in members:
        if unicodedata.normalize("NFC", folded(member)) == name:
            return True
    return False
