import unicodedata


def read(scanned):
    return "".join(scanned.decode("utf-8"))


def folded(name):
    return name.strip().casefold().encode()


def known(scanned, members):
    name = unicodedata.normalize("NFC", read(scanned).strip().casefold())
    return any(name == unicodedata.normalize("NFC", member.strip().casefold()) for member in members)
