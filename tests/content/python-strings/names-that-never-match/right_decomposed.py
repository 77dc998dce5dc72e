import unicodedata


def read(scanned):
    return str(scanned, encoding="utf8")


def folded(name):
    return name.casefold().strip()


def known(scanned, members):
    def key(name):
        return unicodedata.normalize("NFD", folded(unicodedata.normalize("NFD", name)))

    return key(read(scanned)) in {key(member) for member in members}
