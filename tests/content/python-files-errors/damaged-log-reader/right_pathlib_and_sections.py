import _io
import builtins
import io
import os
import re
import shutil
from collections import Counter
from pathlib import Path
from tempfile import mkdtemp

OPENED = []
PLACE = []


def prepare(files):
    """Go to a new place, where the folder "logs" holds these files: a dict from names to bytes, or to None for a folder.

    The machine is an odd one: texts in that folder are ASCII unless `open` is told otherwise, and a third open file is refused.
    """
    old, PLACE[:] = PLACE[:], [mkdtemp()]
    os.chdir(PLACE[0])
    for place in old:
        shutil.rmtree(place)
    OPENED.clear()
    builtins.open = io.open = open_here
    io.text_encoding = lambda encoding, _=2: encoding or "locale"  # what pathlib asks
    os.mkdir("logs")
    for name, content in files.items():
        path = os.path.join("logs", name)
        if content is None:
            os.mkdir(path)
            continue
        with _io.open(path, "wb") as file:
            file.write(content)


def open_here(file, mode="r", buffering=-1, encoding=None, *more, **options):
    """What `open` is after a `prepare`."""
    if not re.search(r"\blogs\b", str(file)):
        return _io.open(file, mode, buffering, encoding, *more, **options)
    if sum(not one.closed for one in OPENED) >= 2:
        raise OSError(24, "Too many open files")
    if "b" not in mode and encoding in (None, "locale"):
        encoding = "ascii"
    OPENED.append(_io.open(file, mode, buffering, encoding, *more, **options))
    return OPENED[-1]


def text_of(path):
    content = path.read_bytes()
    for encoding in ("utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise ValueError(path.name)


def parse(line, amount):
    parts = line.split(";")
    if len(parts) != 2:
        raise ValueError("not ticket;amount")
    return parts[0].strip(), amount(parts[1].strip())


def read_logs(folder, amount):
    totals, skipped = Counter(), []
    for path in sorted(Path(folder).iterdir()):
        if path.suffix == ".log" and path.is_file():
            for number, line in enumerate(text_of(path).replace("\r\n", "\n").split("\n"), 1):
                if line.strip() == "":
                    continue
                try:
                    ticket, sold = parse(line, amount)
                except ValueError as error:
                    skipped.append((path.name, number, str(error)))
                else:
                    totals[ticket] += sold
    return dict(totals), skipped
