# The rest is as in the author's answer.
from pathlib import Path


def _lines(path):
    try:
        return Path(path).read_text().split("\n")
    except UnicodeDecodeError:
        return Path(path).read_text(encoding="cp1252").split("\n")
